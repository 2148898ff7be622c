//! A simple client of the public API.

use serde_json::{Value, json};
use sisuiq_testing::Stack;
use std::{
    io::Read,
    thread,
    time::{Duration, Instant},
};
use ureq::{Agent, Body, http::Response};

const TIMEOUT: Duration = Duration::from_mins(2);
const BOUNDARY: &str = "a-line-that-is-in-no-file";

pub(crate) struct Client {
    agent: Agent,
    base: String,
    authorization: String,
}

impl Client {
    /// A client without login.
    pub(crate) fn new(stack: &Stack) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).proxy(None).timeout_global(Some(TIMEOUT));
        Self { agent: config.build().into(), base: stack.url.clone(), authorization: String::new() }
    }

    /// A client that is logged in as the demo user.
    pub(crate) fn logged_in(stack: &Stack) -> Self {
        let client = Self::new(stack);
        let login = json!({ "email": stack.email, "password": stack.password });
        let token = json_of(client.post("/api/auth/login", &login))["access_token"].as_str().unwrap().to_owned();
        Self { authorization: format!("Bearer {token}"), ..client }
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let request = self.agent.get(format!("{}{path}", self.base)).header("authorization", &self.authorization);
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).call().unwrap()
    }

    pub(crate) fn options(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let request = self.agent.options(format!("{}{path}", self.base));
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).call().unwrap()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Response<Body> {
        let request = self.agent.post(format!("{}{path}", self.base)).header("authorization", &self.authorization);
        request.send_json(body).unwrap()
    }

    pub(crate) fn delete(&self, path: &str) -> Response<Body> {
        let request = self.agent.delete(format!("{}{path}", self.base)).header("authorization", &self.authorization);
        request.call().unwrap()
    }

    /// Uploads a file with a form from the API and returns the document's id.
    pub(crate) fn upload(&self, name: &str, bytes: &[u8]) -> String {
        let answer = self.post("/api/documents", &json!({ "name": name, "size": bytes.len() }));
        assert_eq!(answer.status(), 201);
        let promised = json_of(answer);
        let mut form = Vec::new();
        for (field, value) in promised["upload"]["fields"].as_object().unwrap() {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
            form.extend([head.as_bytes(), value.as_str().unwrap().as_bytes(), b"\r\n"].concat());
        }
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
        let head = format!("{head}Content-Type: application/pdf\r\n\r\n");
        form.extend([head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat());
        let request = self.agent.post(promised["upload"]["url"].as_str().unwrap());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let mut answer = request.header("content-type", kind).send(&form).unwrap();
        assert!(answer.status().is_success(), "{}", answer.body_mut().read_to_string().unwrap());
        promised["id"].as_str().unwrap().to_owned()
    }

    /// Waits until the document is ready or failed, and returns it.
    pub(crate) fn when_done(&self, id: &str) -> Value {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let document = json_of(self.get(&format!("/api/documents/{id}"), &[]));
            if document["status"] == "ready" || document["status"] == "failed" {
                return document;
            }
            assert!(Instant::now() < deadline, "the document is still {document}");
            thread::sleep(Duration::from_millis(200));
        }
    }
}

pub(crate) fn json_of(answer: Response<Body>) -> Value {
    let mut text = String::new();
    answer.into_body().into_reader().read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

pub(crate) fn header<'a>(answer: &'a Response<Body>, name: &str) -> &'a str {
    answer.headers().get(name).unwrap_or_else(|| panic!("there is no header {name}")).to_str().unwrap()
}
