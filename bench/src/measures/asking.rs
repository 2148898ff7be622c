//! Question requests and the parsing of their answers.

use crate::{
    client::{Call, Reply},
    corpus::Asked,
    figures::{Spread, float},
};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Offset between the first questions of two clients, so that they do not ask the same question at the same time.
const APART: usize = 7;

/// Timings and correctness of one answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) rag_ms: f64,
    pub(super) llm_ms: f64,
    /// True if the answer contains the expected figure.
    pub(super) is_right: bool,
}

/// Questions that each client asks in turn, starting at its own offset.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    questions: Vec<(Call, String)>,
    expects_cache_hit: bool,
}

impl Asking {
    pub(super) fn new(path: &str, token: &str, asked: &[Asked]) -> Result<Self> {
        ensure!(!asked.is_empty(), "there is nothing to ask");
        let call = |asked: &Asked| Call::post_json(path, &json!({ "message": asked.question })).with_token(token);
        let questions = asked.iter().map(|asked| (call(asked), asked.figure.clone())).collect();
        Ok(Self { questions, expects_cache_hit: false })
    }

    /// Expects that every answer comes from the cache; any other answer is an error.
    pub(super) fn again(self) -> Self {
        Self { expects_cache_hit: true, ..self }
    }

    pub(super) fn count(&self) -> usize {
        self.questions.len()
    }

    fn question(&self, client: usize, number: usize) -> &(Call, String) {
        &self.questions[(client * APART + number) % self.questions.len()]
    }

    pub(super) fn call(&self, client: usize, number: usize) -> Call {
        self.question(client, number).0.clone()
    }

    /// Reads the answer to this question.
    pub(super) fn read(&self, client: usize, number: usize, reply: &Reply) -> Result<Said> {
        let (_, figure) = self.question(client, number);
        let body = reply.json()?;
        let answer = body["answer"].as_str().context("an answer has a text")?;
        ensure!(!self.expects_cache_hit || body["cache_hit"] == true, "an answer is not given again: {body}");
        let is_right = answer.split(|character: char| !character.is_ascii_digit()).any(|number| number == figure);
        Ok(Said { rag_ms: time(&body, "rag_ms"), llm_ms: time(&body, "llm_ms"), is_right })
    }
}

/// Reads one timing; zero for the peer, which reports none.
fn time(body: &Value, name: &str) -> f64 {
    body["timings"][name].as_f64().unwrap_or_default()
}

/// Share of right answers, in percent.
pub(super) fn right(said: &[Said]) -> f64 {
    let count = |said: usize| u64::try_from(said).map_or(0.0, float);
    100.0 * count(said.iter().filter(|said| said.is_right).count()) / count(said.len()).max(1.0)
}

pub(super) fn median(said: &[Said], time: impl Fn(&Said) -> f64) -> f64 {
    Spread::of(&said.iter().map(time).collect::<Vec<_>>()).median
}
