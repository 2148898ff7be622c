//! HTTP clients.

use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

use serde_json::Value;
use ureq::http::Response;
use ureq::{Agent, Body};

const TIMEOUT: Duration = Duration::from_secs(20);

pub(super) struct Clients {
    agent: Agent,
    base: String,
}

impl Clients {
    pub(super) fn new(port: u16) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(TIMEOUT));
        Self { agent: config.build().into(), base: format!("http://127.0.0.1:{port}") }
    }

    pub(super) fn get(&self, path: &str) -> Response<Body> {
        self.get_with(path, &[])
    }

    pub(super) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let request = self.agent.get(format!("{}{path}", self.base));
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).call().unwrap()
    }

    pub(super) fn post(&self, path: &str, body: &[u8]) -> Response<Body> {
        self.agent.post(format!("{}{path}", self.base)).send(body).unwrap()
    }

    /// Posts to the path as the client with this address.
    pub(super) fn ask_from(&self, client: &str, path: &str) -> u16 {
        let request = self.agent.post(format!("{}{path}", self.base)).header("x-test-client", client);
        request.send_empty().unwrap().status().as_u16()
    }

    pub(super) fn delete(&self, path: &str) -> Response<Body> {
        self.agent.delete(format!("{}{path}", self.base)).call().unwrap()
    }
}

/// Returns each header with all its values.
pub(super) fn headers(answer: &Response<Body>) -> BTreeMap<String, Vec<String>> {
    let names = answer.headers().keys().map(|name| name.as_str().to_owned());
    names.map(|name| (name.clone(), values(answer, &name))).collect()
}

fn values(answer: &Response<Body>, name: &str) -> Vec<String> {
    answer.headers().get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

/// Returns the value of a header. Panics if there are several.
pub(super) fn header(answer: &Response<Body>, name: &str) -> Option<String> {
    let mut values = values(answer, name);
    assert!(values.len() < 2, "{name} is there more than once: {values:?}");
    values.pop()
}

pub(super) fn text(answer: Response<Body>) -> String {
    let mut text = String::new();
    answer.into_body().into_reader().read_to_string(&mut text).unwrap();
    text
}

pub(super) fn json(answer: Response<Body>) -> Value {
    let text = text(answer);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
}
