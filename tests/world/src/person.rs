//! A person who uses the product.

use super::{Events, Reply, SseEvent, World, people};
use axum::body::Body;
use http::{Method, Request, request::Builder};
use serde_json::{Value, json};

/// The transport of the access token in requests.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Credential {
    /// The header `Authorization: Bearer`, like programs.
    Bearer,
    /// The cookie, like browsers.
    Cookie,
}

/// A person, with the access token of a session if there is one.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person's world.
    pub world: World,
    /// The person's name.
    pub name: String,
    /// The access token; a stranger has none.
    pub token: Option<String>,
    credential: Credential,
}

impl Person {
    pub(super) fn new(world: &World, name: &str, token: Option<String>) -> Self {
        Self { world: world.clone(), name: name.to_owned(), token, credential: Credential::Bearer }
    }

    /// A copy with another token.
    #[must_use]
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }

    /// A copy that sends the token in the cookie.
    #[must_use]
    pub fn by_cookie(&self) -> Self {
        Self { credential: Credential::Cookie, ..self.clone() }
    }

    /// The person's e-mail address.
    #[must_use]
    pub fn email(&self) -> String {
        people::email(&self.name)
    }

    /// The person's password.
    #[must_use]
    pub fn password(&self) -> &'static str {
        people::PASSWORD
    }

    /// Tries to log in.
    pub async fn logs_in_as(&self, email: &str, password: &str) -> Reply {
        self.post("/api/auth/login", json!({ "email": email, "password": password })).await
    }

    /// A request builder with the credential.
    #[must_use]
    pub fn request(&self, method: &Method, path: &str) -> Builder {
        let request = Request::builder().method(method).uri(path);
        match (&self.token, self.credential) {
            (None, _) => request,
            (Some(token), Credential::Bearer) => request.header("authorization", format!("Bearer {token}")),
            (Some(token), Credential::Cookie) => request.header("cookie", format!("theme=dark; access_token={token}")),
        }
    }

    /// Sends a request without a body.
    pub async fn send(&self, method: Method, path: &str) -> Reply {
        self.world.send(self.request(&method, path).body(Body::empty()).expect("the request is well formed")).await
    }

    /// `GET`
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path).await
    }

    /// `DELETE`
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path).await
    }

    /// `POST` with a JSON body
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.world.send(self.json(path, &body)).await
    }

    /// `PUT` with a JSON body
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.world.send(self.with_json(&Method::PUT, path, &body)).await
    }

    /// `PATCH` with a JSON body
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.world.send(self.with_json(&Method::PATCH, path, &body)).await
    }

    /// Asks a question and returns the whole answer.
    pub async fn asks(&self, question: &str) -> Reply {
        self.post("/api/chat", json!({ "message": question })).await
    }

    /// Asks a question in a mode.
    pub async fn asks_as(&self, mode: &str, question: &str) -> Reply {
        self.post("/api/chat", json!({ "message": question, "mode": mode })).await
    }

    /// Reads the events of an answer after the one with this number.
    pub async fn reads_on(&self, answer: &str, after: u32) -> Events {
        let request = self.request(&Method::GET, &format!("/api/chat/answers/{answer}/events"));
        let request = request.header("last-event-id", after.to_string()).body(Body::empty());
        Events::of(self.world.respond(request.expect("the request is well formed")).await)
    }

    /// Asks a question in an existing conversation.
    pub async fn asks_in(&self, session: &str, question: &str) -> Reply {
        self.post("/api/chat", json!({ "message": question, "session_id": session })).await
    }

    /// Asks a question and returns the open stream of the answer.
    pub async fn listens(&self, question: &str) -> Events {
        let request = self.json("/api/chat/stream", &json!({ "message": question }));
        Events::of(self.world.respond(request).await)
    }

    /// Asks with an `Idempotency-Key` and returns the whole answer.
    pub async fn asks_once(&self, key: &str, input: &Value) -> Reply {
        self.posts_once("/api/chat", key, input).await
    }

    /// `POST` with an `Idempotency-Key` and a JSON body
    pub async fn posts_once(&self, path: &str, key: &str, input: &Value) -> Reply {
        self.world.send(self.with_key(path, key, input)).await
    }

    /// `POST`, returns the open event stream.
    pub async fn posts_and_listens(&self, path: &str) -> Events {
        Events::of(self.world.respond(self.json(path, &json!({}))).await)
    }

    /// `POST` with a JSON body, returns the open event stream.
    pub async fn posts(&self, path: &str, body: Value) -> Events {
        Events::of(self.world.respond(self.json(path, &body)).await)
    }

    /// Asks with an `Idempotency-Key` and returns the open stream of the answer.
    pub async fn listens_once(&self, key: &str, input: &Value) -> Events {
        Events::of(self.world.respond(self.with_key("/api/chat/stream", key, input)).await)
    }

    /// Asks a question and returns all events of the answer.
    pub async fn streams(&self, question: &str) -> Vec<SseEvent> {
        self.listens(question).await.all().await
    }

    fn json(&self, path: &str, body: &Value) -> Request<Body> {
        self.with_json(&Method::POST, path, body)
    }

    fn with_key(&self, path: &str, key: &str, body: &Value) -> Request<Body> {
        let request = self.request(&Method::POST, path).header("idempotency-key", key);
        let request = request.header("content-type", "application/json");
        request.body(Body::from(body.to_string())).expect("the request is well formed")
    }

    fn with_json(&self, method: &Method, path: &str, body: &Value) -> Request<Body> {
        let request = self.request(method, path).header("content-type", "application/json");
        request.body(Body::from(body.to_string())).expect("the request is well formed")
    }
}
