//! Replies of the product.

use axum::body::Body;
use http::{HeaderMap, Response, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use std::ops::Index;

/// The members of every error body.
const MEMBERS: [&str; 10] =
    ["type", "title", "status", "detail", "instance", "error", "timestamp", "trace_id", "errors", "fields"];

/// A response with its whole body.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, null if there is none, a string if it is not JSON.
    pub body: Value,
}

impl Reply {
    /// Reads the whole body of a response.
    pub async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body can be read").to_bytes();
        let body = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned().into())
        };
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// Asserts this status.
    #[expect(clippy::return_self_not_must_use, clippy::must_use_candidate, reason = "the insistence is the use")]
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Asserts an error with this status and name, and the common error body.
    #[expect(clippy::return_self_not_must_use, clippy::must_use_candidate, reason = "the insistence is the use")]
    #[track_caller]
    pub fn is_problem(self, status: u16, error: &str) -> Self {
        let reply = self.is(status);
        let fault = reply.fault();
        assert!(fault.is_none(), "{}: {}", fault.unwrap_or_default(), reply.body);
        assert_eq!(reply["error"], error, "{}", reply.body);
        reply
    }

    /// The reason why this is no valid error body; None if it is valid.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        if self.header("content-type") != "application/problem+json" {
            return Some(format!("the content type is {}", self.header("content-type")));
        }
        let Some(members) = self.body.as_object() else { return Some("the body is no object".to_owned()) };
        let strings = ["type", "title", "detail", "instance", "error", "timestamp", "trace_id"];
        if let Some(member) = strings.into_iter().find(|member| self[member].as_str().unwrap_or_default().is_empty()) {
            return Some(format!("{member} is missing or empty"));
        }
        if self["status"] != self.status.as_u16() || self["trace_id"] != self.header("x-trace-id") {
            return Some("status or trace id differ from those outside the body".to_owned());
        }
        if let Some(member) = members.keys().find(|member| !MEMBERS.contains(&member.as_str())) {
            return Some(format!("{member} is unknown"));
        }
        let is_named = |error: &Value| error["field"].is_string() && error["message"].is_string();
        match members.get("errors") {
            Some(errors) if !errors.as_array().is_some_and(|errors| errors.iter().all(is_named)) => {
                Some("errors[] has another form".to_owned())
            }
            None if self.status == StatusCode::UNPROCESSABLE_ENTITY => Some("errors[] is missing".to_owned()),
            _ => None,
        }
    }

    /// A header as text; empty when it is absent.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// A member of the body as text.
    #[must_use]
    #[track_caller]
    pub fn text(&self, member: &str) -> &str {
        self[member].as_str().unwrap_or_else(|| panic!("{member} is no text in {}", self.body))
    }

    /// The names of the invalid fields.
    #[must_use]
    pub fn wrong_fields(&self) -> Vec<&str> {
        let errors = self.body["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        errors.iter().filter_map(|error| error["field"].as_str()).collect()
    }

    /// The items of a body that is a list.
    #[must_use]
    #[track_caller]
    pub fn items(&self) -> &[Value] {
        self.body.as_array().unwrap_or_else(|| panic!("no list: {}", self.body))
    }
}

impl Index<&str> for Reply {
    type Output = Value;

    fn index(&self, member: &str) -> &Value {
        &self.body[member]
    }
}
