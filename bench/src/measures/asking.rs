//! Questions as requests, and what their answers say.

use crate::{
    client::{Call, Reply},
    corpus::Asked,
    figures::{Spread, float},
};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// What one answer said besides its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) rag_ms: f64,
    pub(super) llm_ms: f64,
    /// Whether it holds the figure that was asked for.
    pub(super) is_right: bool,
}

/// Questions to be asked one after another, each client beginning elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    calls: Vec<Call>,
    figures: Vec<String>,
}

impl Asking {
    pub(super) fn new(path: &str, token: &str, asked: &[Asked]) -> Self {
        let call = |asked: &Asked| Call::post_json(path, &json!({ "message": asked.question })).with_token(token);
        Self {
            calls: asked.iter().map(call).collect(),
            figures: asked.iter().map(|asked| asked.figure.clone()).collect(),
        }
    }

    pub(super) fn call(&self, client: usize, number: usize) -> Call {
        let place = (client * 7 + number) % self.calls.len().max(1);
        self.calls.get(place).cloned().unwrap_or_else(|| Call::get("/"))
    }

    /// Reads an answer; any of the figures counts, for an answer does not say which question it is to.
    pub(super) fn read(&self, reply: &Reply) -> Result<Said> {
        let body = reply.json()?;
        let answer = body["answer"].as_str().context("an answer has a text")?;
        let is_right = answer
            .split(|character: char| !character.is_ascii_digit())
            .any(|number| !number.is_empty() && self.figures.iter().any(|figure| figure == number));
        Ok(Said { rag_ms: time(&body, "rag_ms"), llm_ms: time(&body, "llm_ms"), is_right })
    }
}

/// The peer says no times.
fn time(body: &Value, name: &str) -> f64 {
    body["timings"][name].as_f64().unwrap_or_default()
}

/// The share of right answers, in percent.
pub(super) fn right(said: &[Said]) -> f64 {
    let count = |said: &[Said]| u64::try_from(said.len()).map_or(0.0, float);
    let right: Vec<Said> = said.iter().copied().filter(|said| said.is_right).collect();
    100.0 * count(&right) / count(said).max(1.0)
}

pub(super) fn median(said: &[Said], time: impl Fn(&Said) -> f64) -> f64 {
    Spread::of(&said.iter().map(time).collect::<Vec<_>>()).median
}
