//! Direct invocation of a function, as during a deployment.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use ureq::Agent;

use super::{POLL, Supervisor};

const TIMEOUT: Duration = Duration::from_mins(15);

impl Supervisor {
    /// Invokes a function and waits for its response. Fails if a part ends or the developer interrupts.
    pub(super) fn invoke(&mut self, function: &str, event: &Value) -> Result<Value> {
        let url = format!("{}/2015-03-31/functions/{function}/invocations", self.ports.functions_url());
        let (sender, receiver) = channel();
        let body = event.to_string();
        // sending fails if the loop below has already returned an error
        thread::spawn(move || drop(sender.send(post(&url, &body))));
        let answer = loop {
            match receiver.recv_timeout(POLL) {
                Ok(answer) => break answer,
                Err(RecvTimeoutError::Timeout) => self.fail_when_disturbed()?,
                Err(RecvTimeoutError::Disconnected) => bail!("the invocation of {function} was lost"),
            }
        };
        answer.map_err(|error| anyhow!("{function} failed: {error:#}{}", self.last_words(function)))
    }
}

/// Invokes the function at this address.
pub(crate) fn post(url: &str, body: &str) -> Result<Value> {
    let config = Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false).proxy(None);
    let agent: Agent = config.build().into();
    let mut response = agent.post(url).header("content-type", "application/json").send(body)?;
    let text = response.body_mut().read_to_string()?;
    let answer = serde_json::from_str::<Value>(&text);
    if let Some(message) = answer.as_ref().ok().and_then(|answer| answer.get("errorMessage")?.as_str()) {
        bail!("{message}");
    }
    if !response.status().is_success() || response.headers().contains_key("x-amz-function-error") {
        bail!("{} {text}", response.status());
    }
    answer.with_context(|| format!("not JSON: {text}"))
}
