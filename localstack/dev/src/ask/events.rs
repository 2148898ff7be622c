//! Server-sent events as the chat stream sends them.

use std::io::BufRead;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

/// One step of an answer.
#[derive(Debug, PartialEq)]
pub(crate) enum ChatEvent {
    Start,
    Token(String),
    Done(Box<Done>),
    Error(String),
}

/// The end of an answer.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    pub(crate) content: String,
    pub(crate) citations: Vec<Citation>,
    pub(crate) abstained: bool,
    pub(crate) degraded: bool,
}

/// The source of a statement of the answer.
#[derive(Debug, PartialEq, Deserialize)]
pub(crate) struct Citation {
    pub(crate) document_name: String,
    pub(crate) page: u32,
    pub(crate) quote: String,
}

/// Reads events until the stream ends.
#[derive(Debug)]
pub(crate) struct ChatEvents<R> {
    lines: std::io::Lines<R>,
}

impl<R: BufRead> ChatEvents<R> {
    pub(crate) fn new(stream: R) -> Self {
        Self { lines: stream.lines() }
    }

    /// The next event that this client knows.
    fn read(&mut self) -> Result<Option<ChatEvent>> {
        let (mut name, mut data) = (String::new(), String::new());
        for line in self.lines.by_ref() {
            let line = line.context("the answer broke off")?;
            if let Some(value) = line.strip_prefix("event:") {
                value.trim().clone_into(&mut name);
            } else if let Some(value) = line.strip_prefix("data:") {
                if !data.is_empty() {
                    data.push('\n');
                }
                data.push_str(value.strip_prefix(' ').unwrap_or(value));
            } else if line.is_empty() && !data.is_empty() {
                if let Some(event) = interpret(&name, &data)? {
                    return Ok(Some(event));
                }
                (name, data) = (String::new(), String::new());
            }
        }
        Ok(None)
    }
}

impl<R: BufRead> Iterator for ChatEvents<R> {
    type Item = Result<ChatEvent>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// Parses an event by its name. An event without a name is recognised by its members.
fn interpret(name: &str, data: &str) -> Result<Option<ChatEvent>> {
    let value: Value = serde_json::from_str(data).context("the answer holds an event that is not JSON")?;
    let has = |member: &str| value.get(member).is_some();
    let name = match name {
        "" if has("session_id") && has("sources") && !has("content") => "start",
        "" if has("content") && has("sources") => "done",
        "" if has("content") => "token",
        "" if has("message") => "error",
        name => name,
    };
    let text = |member: &str| value.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(match name {
        "start" => Some(ChatEvent::Start),
        "token" => Some(ChatEvent::Token(text("content"))),
        "error" => Some(ChatEvent::Error(text("message"))),
        "done" => {
            let done = serde_json::from_value(value).context("the end of the answer has another shape")?;
            Some(ChatEvent::Done(Box::new(done)))
        }
        _ => None,
    })
}

#[cfg(test)]
#[path = "../../tests/fuzz/events.rs"]
mod fuzz;

#[cfg(test)]
mod tests {
    use super::*;

    fn events(stream: &str) -> Vec<ChatEvent> {
        ChatEvents::new(stream.as_bytes()).map(Result::unwrap).collect()
    }

    #[test]
    fn non_json_event_is_an_error() {
        assert!(ChatEvents::new("data: {\n\n".as_bytes()).next().unwrap().is_err());
    }

    #[test]
    fn comments_and_unknown_events_are_skipped() {
        assert_eq!(events(": ping\n\nevent: later\ndata: {\"a\":1}\n\n"), []);
    }

    #[test]
    fn incomplete_event_is_ignored() {
        assert_eq!(events("event: token\ndata: {\"content\":\"a\"}\n"), []);
    }

    #[test]
    fn answer_is_read_until_done() {
        let stream = "event: start\ndata: {\"sources\":[],\"session_id\":\"s\"}\n\n\
            event: token\ndata: {\"content\":\"To be\"}\n\n\
            event: done\ndata: {\"content\":\"To be\",\"sources\":[],\"abstained\":false,\
            \"citations\":[{\"document_name\":\"plan.pdf\",\"page\":12,\"quote\":\"to be\",\"score\":0.5}]}\n\n";
        let citation = Citation { document_name: "plan.pdf".to_owned(), page: 12, quote: "to be".to_owned() };
        let done = Done { content: "To be".to_owned(), citations: vec![citation], ..Done::default() };
        assert_eq!(
            events(stream),
            [ChatEvent::Start, ChatEvent::Token("To be".to_owned()), ChatEvent::Done(Box::new(done))]
        );
    }

    #[test]
    fn unnamed_events_are_recognised() {
        let stream = "data: {\"content\":\"a\"}\n\ndata: {\"message\":\"no model\"}\n\n";
        assert_eq!(events(stream), [ChatEvent::Token("a".to_owned()), ChatEvent::Error("no model".to_owned())]);
    }
}
