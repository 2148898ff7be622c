//! A browser, which stores cookies.

use super::{Reply, World, people};
use axum::body::Body;
use http::{Method, Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A browser with its cookies.
#[derive(Clone, Debug)]
pub struct Browser {
    world: World,
    /// The cookies by name.
    pub cookies: BTreeMap<String, String>,
}

impl World {
    /// A browser without cookies.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser { world: self.clone(), cookies: BTreeMap::new() }
    }
}

impl Browser {
    /// Logs `name` in.
    pub async fn logs_in(&mut self, name: &str) -> Reply {
        self.tries_to_log_in(name, people::PASSWORD).await
    }

    /// Tries to log `name` in.
    pub async fn tries_to_log_in(&mut self, name: &str, password: &str) -> Reply {
        let body = json!({ "email": people::email(name), "password": password });
        self.send(&Method::POST, "/api/auth/login", Some(&body)).await
    }

    /// Renews its tokens.
    pub async fn refreshes(&mut self) -> Reply {
        self.send(&Method::POST, "/api/auth/refresh", None).await
    }

    /// Requests the current user.
    pub async fn asks_who_it_is(&mut self) -> Reply {
        self.send(&Method::GET, "/api/auth/me", None).await
    }

    /// Sends a request with the cookies and stores those of the reply.
    pub async fn send(&mut self, method: &Method, path: &str, body: Option<&Value>) -> Reply {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path);
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = request.header("content-type", "application/json").body(body);
        let reply = self.world.send(request.expect("the request is well formed")).await;
        self.keep(&reply);
        reply
    }

    fn keep(&mut self, reply: &Reply) {
        for line in reply.headers.get_all("set-cookie") {
            let line = line.to_str().expect("a cookie is text");
            let (name, rest) = line.split_once('=').expect("a cookie has a name");
            let value = rest.split(';').next().unwrap_or_default();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
