//! Client of the public API that reports errors with the API's own messages.

use std::fmt::Write;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use ureq::http::Response;
use ureq::{Agent, Body};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The whole of a request other than a streamed answer or an upload.
const REQUEST_TIMEOUT: Duration = Duration::from_mins(1);

/// A logged-in client.
#[derive(Debug)]
pub(crate) struct Api {
    agent: Agent,
    base_url: String,
    authorization: String,
}

#[derive(Deserialize)]
struct Login {
    access_token: String,
}

/// The readable members of an error body.
#[derive(Debug, Default, Deserialize)]
struct Problem {
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    trace_id: String,
    #[serde(default)]
    errors: Vec<FieldError>,
}

#[derive(Debug, Deserialize)]
struct FieldError {
    field: String,
    message: String,
}

impl Api {
    pub(crate) fn log_in(base_url: &str, email: &str, password: &str) -> Result<Self> {
        // an error status is no error of the client, because the body has the reason
        let config =
            Agent::config_builder().http_status_as_error(false).proxy(None).timeout_connect(Some(CONNECT_TIMEOUT));
        let agent: Agent = config.build().into();
        let mut api = Self { agent, base_url: base_url.to_owned(), authorization: String::new() };
        let login: Login = api.post("/api/auth/login", &json!({ "email": email, "password": password }))?;
        api.authorization = format!("Bearer {}", login.access_token);
        Ok(api)
    }

    pub(super) fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let request = self.agent.get(format!("{}{path}", self.base_url)).header("authorization", &self.authorization);
        let answer = request.config().timeout_global(Some(REQUEST_TIMEOUT)).build().call();
        self.read(answer.map_err(|error| self.unreachable(&error))?, path)
    }

    pub(crate) fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T> {
        let answer = self.send(path, body, Some(REQUEST_TIMEOUT))?;
        self.read(answer, path)
    }

    /// Sends a POST request and returns the body as a stream.
    pub(super) fn post_for_stream(&self, path: &str, body: &Value) -> Result<Body> {
        let mut answer = self.send(path, body, None)?;
        if !answer.status().is_success() {
            return Err(failure(&mut answer, path));
        }
        Ok(answer.into_body())
    }

    pub(super) fn agent(&self) -> &Agent {
        &self.agent
    }

    fn send(&self, path: &str, body: &Value, timeout: Option<Duration>) -> Result<Response<Body>> {
        let mut request = self.agent.post(format!("{}{path}", self.base_url));
        if !self.authorization.is_empty() {
            request = request.header("authorization", &self.authorization);
        }
        let answer = request.config().timeout_global(timeout).build().send_json(body);
        answer.map_err(|error| self.unreachable(&error))
    }

    fn read<T: DeserializeOwned>(&self, mut answer: Response<Body>, path: &str) -> Result<T> {
        if !answer.status().is_success() {
            return Err(failure(&mut answer, path));
        }
        let text = answer.body_mut().read_to_string().map_err(|error| self.unreachable(&error))?;
        serde_json::from_str(&text).with_context(|| format!("{path} gave an answer of another shape"))
    }

    fn unreachable(&self, error: &ureq::Error) -> anyhow::Error {
        anyhow!("{} did not answer: {error}; cargo dev status shows what runs", self.base_url)
    }
}

fn failure(answer: &mut Response<Body>, path: &str) -> anyhow::Error {
    let status = answer.status();
    let text = answer.body_mut().read_to_string().unwrap_or_default();
    match describe(&text) {
        Ok(description) => anyhow!("{path} answered {status}: {description}"),
        Err(_) => anyhow!("{path} answered {status}"),
    }
}

/// Formats an error body: detail, field errors, and the trace id, by which the logs can be searched.
fn describe(body: &str) -> Result<String> {
    let problem: Problem = serde_json::from_str(body)?;
    let mut said = if problem.detail.is_empty() { problem.title } else { problem.detail };
    if said.is_empty() {
        bail!("it says nothing");
    }
    for error in problem.errors {
        write!(said, "\n  {}: {}", error.field, error.message)?;
    }
    if !problem.trace_id.is_empty() {
        write!(said, "\n  trace id {}", problem.trace_id)?;
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_problems_are_described() {
        assert!(describe("<html>").is_err());
        assert!(describe("{}").is_err());
    }

    #[test]
    fn problem_shows_fields_and_trace() {
        let body = r#"{"title":"Unprocessable","detail":"Some fields are wrong.","trace_id":"ab12",
            "errors":[{"field":"message","message":"is too long"}]}"#;
        assert_eq!(describe(body).unwrap(), "Some fields are wrong.\n  message: is too long\n  trace id ab12");
    }
}
