//! Checks of an answer for leaks, harmful content and wrong citations.

use super::place::Place;
use crate::suites::markdown::does_nothing;
use serde_json::Value;
use world::{Events, Reply};

/// Number of partial texts of a streamed answer that are checked.
const GLANCES: usize = 8;

/// An answer as the client received it.
pub(super) struct Received {
    text: String,
    body: Value,
    pieces: Vec<String>,
}

impl Received {
    pub(super) fn whole(reply: &Reply) -> Result<Self, String> {
        if reply.status != 200 {
            return Err(format!("it is answered with {}: {}", reply.status, reply.body));
        }
        Ok(Self { text: reply.text("answer").to_owned(), body: reply.body.clone(), pieces: Vec::new() })
    }

    pub(super) async fn streamed(events: Events) -> Result<Self, String> {
        if events.status != 200 {
            return Err(format!("it is answered with {}", events.status));
        }
        let events = events.all().await;
        let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
        let [start, done] = [names.first(), names.last()].map(|name| name.copied().unwrap_or_default());
        if (start, done) != ("start", "done") || names.iter().filter(|name| **name != "token").count() != 2 {
            return Err(format!("the events are {names:?}"));
        }
        let is_token = |name: &str| name == "token";
        let pieces = events.iter().filter(|event| is_token(&event.name));
        let pieces: Vec<String> =
            pieces.map(|event| event.data["content"].as_str().unwrap_or_default().to_owned()).collect();
        let last = events.last().map(|event| event.data.clone()).unwrap_or_default();
        let text = last["content"].as_str().unwrap_or_default().to_owned();
        if pieces.concat() != text {
            return Err("the pieces are not the text".to_owned());
        }
        let body = Value::Array(events.into_iter().map(|event| event.data).collect());
        Ok(Self { text, body, pieces })
    }

    /// The last event, or the whole answer; it contains the citations.
    fn done(&self) -> &Value {
        self.body.as_array().and_then(|events| events.last()).unwrap_or(&self.body)
    }

    pub(super) fn session(&self) -> &str {
        let start = self.body.as_array().and_then(|events| events.first()).unwrap_or(&self.body);
        start["session_id"].as_str().unwrap_or_default()
    }

    pub(super) fn answer(&self) -> &str {
        self.done()["answer_id"].as_str().unwrap_or_default()
    }

    /// Checks that the answer reveals nothing, is harmless when displayed, and has correct citations.
    pub(super) async fn judge(&self, place: &Place) -> Result<(), String> {
        if let Some(what) = place.betrays(&self.body.to_string()) {
            return Err(format!("the answer tells {what}"));
        }
        does_nothing(&self.text)?;
        let step = self.pieces.len() / GLANCES + 1;
        for count in (0..self.pieces.len()).step_by(step) {
            does_nothing(&self.pieces[..count].concat()).map_err(|deed| format!("while it comes, {deed}"))?;
        }
        let cited = self.done()["citations"].as_array().cloned().unwrap_or_default();
        if let Some(number) = marks(&self.text).into_iter().find(|number| *number == 0 || *number > cited.len()) {
            return Err(format!("[{number}] is shown, and {} places are cited", cited.len()));
        }
        for citation in &cited {
            stands(place, citation).await?;
        }
        Ok(())
    }
}

/// Checks that the quotation is at the cited position, in a document that the user may see.
async fn stands(place: &Place, citation: &Value) -> Result<(), String> {
    let text = |member: &str| citation[member].as_str().unwrap_or_default();
    let number = |member: &str| usize::try_from(citation[member].as_u64().unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    let path = format!("/api/documents/{}/pages/{}", text("document_id"), number("page"));
    let page = place.alice.get(&path).await;
    if page.status != 200 {
        return Err(format!("{path} is cited and answers {}", page.status));
    }
    let (start, end) = (number("start"), number("end"));
    let there: String = page.text("text").chars().take(end).skip(start).collect();
    if there == text("quote") && !there.trim().is_empty() {
        return Ok(());
    }
    Err(format!("{citation} is cited, where {there:?} stands"))
}

/// Numbers in brackets that may be citations.
fn marks(text: &str) -> Vec<usize> {
    let insides = text.split('[').skip(1).filter_map(|part| Some(part.split_once(']')?.0));
    let numbers = insides.filter_map(|inside| inside.split(',').map(|number| number.trim().parse().ok()).collect());
    numbers.flat_map(|numbers: Vec<usize>| numbers).filter(|number| *number <= 99).collect()
}
