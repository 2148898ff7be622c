//! `POST /api/chat/stream`: a question, answered as it is written.

use crate::{
    Answer, State,
    answer::Done,
    question::{QuestionIn, QuestionKey},
    turn::{self, Begun, Outcome, Turn},
};
use axum::{
    extract::State as Extract,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, StreamExt, stream};
use serde::Serialize;
use serde_json::value::RawValue;
use sisuiq_http::{
    BadRequest, Forbidden, Kept, NotFound, PayloadTooLarge, Result, Submitted, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable, replayed,
};
use sisuiq_identity::{User, admission};
use tokio::sync::mpsc;
use tokio_stream::wrappers::UnboundedReceiverStream;
use tracing::Instrument;
use utoipa::ToSchema;

type EventResult = std::result::Result<Event, axum::Error>;

const OUR_SIDE: &str = "something went wrong on our side";

/// A piece of an answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Token {
    /// Its text.
    #[schema(example = "Staff trained in live-line work: ")]
    content: String,
}

/// The last event of a stream when nothing is stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct Failed {
    /// What went wrong, for people.
    #[schema(example = "something went wrong on our side")]
    message: &'static str,
}

/// One event of a stream.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes an event, which is written by hand")]
pub(crate) struct StreamEvent {
    #[schema(inline)]
    event: EventName,
    /// JSON, as its kind says: `Started`, `Token`, `Done` or `Failed`.
    #[schema(content_media_type = "application/json", example = r#"{"content":"Staff trained in live-line work: "}"#)]
    data: String,
}

/// What an event is called.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase", example = "token")]
#[expect(dead_code, reason = "describes names, which are written by hand")]
enum EventName {
    Start,
    Token,
    Done,
    Error,
}

/// Ask, and read along
///
/// Answers a question as server-sent events: `start` once passages are found, `token` for each piece of text, then `done`
/// with the whole answer once it is stored, or `error` when nothing is. Their data are the schemas `Started`, `Token`,
/// `Done` and `Failed`. A second `start` comes when another request with the same key was stored first: what follows it is
/// that answer, and what came before it counts for nothing.
#[utoipa::path(
    post,
    path = "/api/chat/stream",
    tag = "chat",
    request_body = QuestionIn,
    params(QuestionKey),
    responses(
        (
            status = 200, content_type = "text/event-stream", body = StreamEvent, description = "The events of the answer"
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn stream(
    caller: User<admission::Chat>,
    Extract(state): Extract<State>,
    Submitted { input, once }: Submitted<QuestionIn>,
) -> Result<Response> {
    Ok(match turn::begin(&state, &caller, input.try_into()?, once).await? {
        Begun::Fresh(turn) => {
            let start = event("start", &turn.started());
            respond(stream::once(async move { start }).chain(answer_events(state, turn)))
        }
        Begun::Answered(kept) => replayed(respond(stream::iter(kept_events(&kept)))),
    })
}

fn respond(events: impl Stream<Item = EventResult> + Send + 'static) -> Response {
    let headers = [("cache-control", "no-cache, no-transform"), ("x-accel-buffering", "no")];
    (headers, Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

/// The answer is written on a task of its own: a caller that leaves does not stop it.
fn answer_events(state: State, turn: Box<Turn>) -> impl Stream<Item = EventResult> {
    let (pieces, received) = mpsc::unbounded_channel();
    let answer = tokio::spawn(turn::answer(state, turn, Some(pieces), to_keep).in_current_span());
    let tokens = UnboundedReceiverStream::new(received).map(|piece: String| event("token", &Token { content: piece }));
    let last = async move {
        match answer.await {
            Ok(Ok(Outcome::Stored(answer))) => vec![event("done", &Done::from(answer))],
            // what was read so far is of an answer that is not stored: it starts over
            Ok(Ok(Outcome::Answered(kept))) => kept_events(&kept),
            Ok(Err(failure)) => vec![event("error", &Failed { message: failure.message() })],
            Err(_) => vec![event("error", &Failed { message: OUR_SIDE })],
        }
    };
    tokens.chain(stream::once(last).flat_map(stream::iter))
}

/// Names and data of the events by which the answer is told again, its text in one piece.
fn to_keep(turn: &Turn, answer: &Answer) -> serde_json::Result<Vec<u8>> {
    let token = Token { content: answer.answer.clone() };
    serde_json::to_vec(&(("start", turn.started()), ("token", token), ("done", Done::from(answer.clone()))))
}

fn kept_events(kept: &Kept) -> Vec<EventResult> {
    match serde_json::from_slice::<Vec<(String, Box<RawValue>)>>(kept.body()) {
        Ok(events) => events.iter().map(|(name, data)| event(name, data)).collect(),
        Err(error) => {
            tracing::error!(%error, "a kept answer cannot be read");
            vec![event("error", &Failed { message: OUR_SIDE })]
        }
    }
}

fn event(name: &str, data: &impl Serialize) -> EventResult {
    Event::default().event(name).json_data(data)
}
