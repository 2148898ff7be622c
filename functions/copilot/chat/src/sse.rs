//! Server-sent events of an answer: their data, and the response that carries them.

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures::Stream;
use serde::Serialize;
use sisuiq_chat_db::answer_streams::AnswerEvent;
use sisuiq_model::{ChatSessionId, MessageId};
use utoipa::ToSchema;

pub(crate) type EventResult = std::result::Result<Event, axum::Error>;

/// The first event of a stream.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Started {
    /// The first sources that were found, in the form shown to people.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    pub(crate) sources: Vec<String>,
    /// The conversation that the answer belongs to.
    pub(crate) session_id: ChatSessionId,
    /// The answer's id. It is used to read the events again and to stop the answer.
    pub(crate) answer_id: MessageId,
}

/// A piece of the answer's text.
#[derive(Serialize, ToSchema)]
pub(crate) struct Token<'a> {
    /// The text.
    #[schema(example = "Staff trained in live-line work: ")]
    pub(crate) content: &'a str,
}

/// A call of a tool that begins.
#[derive(Serialize, ToSchema)]
pub(crate) struct ToolEvent<'a> {
    /// The name of the tool.
    #[schema(example = "group_by_aggregate")]
    pub(crate) name: &'a str,
    /// Its place in the answer's `tool_calls`, from 0.
    #[schema(example = 0, minimum = 0)]
    pub(crate) index: usize,
}

/// The last event of a stream whose answer was not stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct Failed {
    /// The reason, for people.
    #[schema(example = "something went wrong on our side")]
    pub(crate) message: &'static str,
}

/// One event of a stream.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes an event, which is written by hand")]
pub(crate) struct StreamEvent {
    #[schema(inline)]
    event: EventName,
    /// JSON, according to the event's name: `Started`, `ToolEvent`, `Token`, `Done` (about a dataset `DatasetAnswer`) or `Failed`.
    #[schema(content_media_type = "application/json", example = r#"{"content":"Staff trained in live-line work: "}"#)]
    data: String,
}

/// The name of an event.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase", example = "token")]
#[expect(dead_code, reason = "describes names, which are written by hand")]
enum EventName {
    Start,
    Tool,
    Token,
    Done,
    Error,
}

/// A response that sends events as they arrive.
pub(crate) fn respond(events: impl Stream<Item = EventResult> + Send + 'static) -> Response {
    let headers = [("cache-control", "no-cache, no-transform"), ("x-accel-buffering", "no")];
    (headers, Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

/// An event with its number as id, so that a client can resume after it.
pub(crate) fn numbered(AnswerEvent { number, name, data }: AnswerEvent) -> Event {
    Event::default().id(number.to_string()).event(name).data(data)
}

/// An event without a number.
pub(crate) fn unnumbered(name: &str, data: &impl Serialize) -> EventResult {
    Event::default().event(name).json_data(data)
}
