//! `POST /api/chat/stream`: a question, answered as it is written.

use crate::{State, answer::Done, question::QuestionIn, turn};
use axum::{
    extract::State as Extract,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, StreamExt, stream};
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, PayloadTooLarge, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, admission};
use tokio::sync::mpsc;
use tokio_stream::wrappers::UnboundedReceiverStream;
use tracing::Instrument;
use utoipa::ToSchema;

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
/// `Done` and `Failed`.
#[utoipa::path(
    post,
    path = "/api/chat/stream",
    tag = "chat",
    request_body = QuestionIn,
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
    Json(input): Json<QuestionIn>,
) -> Result<Response> {
    let turn = turn::begin(&state, &caller, input.try_into()?).await?;
    let start = event("start", &turn.started());
    let headers = [("cache-control", "no-cache, no-transform"), ("x-accel-buffering", "no")];
    let events = stream::once(async move { start }).chain(answer_events(state, turn));
    Ok((headers, Sse::new(events).keep_alive(KeepAlive::default())).into_response())
}

/// The answer is written on a task of its own: a caller that leaves does not stop it.
fn answer_events(state: State, turn: turn::Turn) -> impl Stream<Item = std::result::Result<Event, axum::Error>> {
    let (pieces, received) = mpsc::unbounded_channel();
    let answer = tokio::spawn(turn::answer(state, turn, Some(pieces)).in_current_span());
    let tokens = UnboundedReceiverStream::new(received).map(|piece: String| event("token", &Token { content: piece }));
    tokens.chain(stream::once(async move {
        match answer.await {
            Ok(Ok(answer)) => event("done", &Done::from(answer)),
            Ok(Err(failure)) => event("error", &Failed { message: failure.message() }),
            Err(_) => event("error", &Failed { message: "something went wrong on our side" }),
        }
    }))
}

fn event(name: &str, data: &impl Serialize) -> std::result::Result<Event, axum::Error> {
    Event::default().event(name).json_data(data)
}
