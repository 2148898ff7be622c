//! A client of server-sent events.

use super::Reply;
use axum::body::Body;
use futures::StreamExt;
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq)]
pub struct SseEvent {
    /// Its name.
    pub name: String,
    /// Its data.
    pub data: Value,
    /// Its id, if it has one.
    pub id: Option<String>,
}

impl SseEvent {
    /// The keys of its data, sorted.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> =
            self.data.as_object().into_iter().flat_map(|data| data.keys()).map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }
}

/// An open stream of events.
pub struct Events {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    body: axum::body::BodyDataStream,
    read: String,
}

impl Events {
    /// The events of a response.
    #[must_use]
    pub fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self { status: parts.status, headers: parts.headers, body: body.into_data_stream(), read: String::new() }
    }

    /// Reads the response as a reply, if it is no stream.
    pub async fn refusal(self) -> Reply {
        let (mut parts, ()) = Response::new(()).into_parts();
        (parts.status, parts.headers) = (self.status, self.headers);
        Reply::read(Response::from_parts(parts, Body::from_stream(self.body))).await
    }

    /// Waits for the next event; None if the stream has ended.
    pub async fn next(&mut self) -> Option<SseEvent> {
        loop {
            if let Some(end) = self.read.find("\n\n") {
                let block: String = self.read.drain(..end + 2).collect();
                let event = parse(&block);
                if event.is_some() {
                    return event;
                }
                continue;
            }
            let piece = self.body.next().await?.expect("the stream does not break off");
            self.read.push_str(std::str::from_utf8(&piece).expect("events are whole characters"));
        }
    }

    /// Reads the remaining events.
    pub async fn all(mut self) -> Vec<SseEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            events.push(event);
        }
        events
    }
}

/// Parses an event; None for a comment, which only keeps the connection open.
fn parse(block: &str) -> Option<SseEvent> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
    let data = serde_json::from_str(field("data")?).expect("the data is JSON");
    let id = field("id").map(str::to_owned);
    Some(SseEvent { name: field("event").unwrap_or("message").to_owned(), data, id })
}
