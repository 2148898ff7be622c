//! `POST /api/chat/stream`: a question, answered as it is written.

use crate::{
    Answer, State,
    answer::Done,
    answers::events::Reading,
    question::{QuestionIn, QuestionKey},
    turn::{self, AHEAD, Begun, Outcome, Telling, Turn},
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
use sisuiq_db::answer_streams::AnswerEvent;
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, PayloadTooLarge, Result, StoredResponse, Submitted, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable, replayed,
};
use sisuiq_identity::{User, admission};
use tokio::sync::mpsc;
use tracing::Instrument;
use utoipa::ToSchema;

pub(crate) type EventResult = std::result::Result<Event, axum::Error>;

const OUR_SIDE: &str = "something went wrong on our side";

/// A piece of an answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Token<'a> {
    /// Its text.
    #[schema(example = "Staff trained in live-line work: ")]
    pub(crate) content: &'a str,
}

/// The last event of a stream when nothing is stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct Failed {
    /// What went wrong, for people.
    #[schema(example = "something went wrong on our side")]
    pub(crate) message: &'static str,
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
/// `Done` and `Failed`. Each has its number as `id`: should the connection break, `GET /api/chat/answers/{id}/events` goes on from
/// there. A second `start` comes when another request with the same key was stored first: what follows it is
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
    Submitted { input, idempotency_key }: Submitted<QuestionIn>,
) -> Result<Response> {
    let begun = turn::begin(&state, &caller, input.try_into()?, idempotency_key).await?;
    Ok(tell_of(state, begun))
}

/// Tells an answer as it is written, or again.
pub(crate) fn tell_of(state: State, begun: Begun) -> Response {
    match begun {
        Begun::Fresh(turn) => respond(answer_events(state, turn)),
        Begun::Answered(kept) => replayed(respond(stream::iter(told_again(&kept)))),
    }
}

pub(crate) fn respond(events: impl Stream<Item = EventResult> + Send + 'static) -> Response {
    let headers = [("cache-control", "no-cache, no-transform"), ("x-accel-buffering", "no")];
    (headers, Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

/// The answer is written on a task of its own: a caller that leaves does not stop it.
fn answer_events(state: State, turn: Box<Turn>) -> impl Stream<Item = EventResult> {
    let (live, received) = mpsc::channel(AHEAD);
    let telling = Telling::to(&state, turn.stream(), live);
    let hearing =
        Hearing { received, last: 0, has_ended: false, kept: Some(Reading::new(state.clone(), turn.stream())) };
    tokio::spawn(tell(state, turn, telling).in_current_span());
    hearing.all()
}

/// An answer that is heard as it is told.
struct Hearing {
    received: mpsc::Receiver<AnswerEvent>,
    last: i32,
    has_ended: bool,
    /// Where the rest is read when it was told faster than it is heard.
    kept: Option<Reading>,
}

impl Hearing {
    fn all(self) -> impl Stream<Item = EventResult> {
        stream::unfold(self, |mut hearing| async move {
            if let Some(event) = hearing.received.recv().await {
                hearing.last = event.number;
                hearing.has_ended = ["done", "error"].contains(&event.name.as_str());
                return Some((stream::iter([Ok(numbered(event))]).left_stream(), hearing));
            }
            let kept = hearing.kept.take().filter(|_| !hearing.has_ended)?;
            Some((kept.rest(hearing.last).right_stream(), hearing))
        })
        .flatten()
    }
}

/// Writes the answer; what goes wrong is told as well.
async fn tell(state: State, turn: Box<Turn>, telling: Telling) {
    let writing = tokio::spawn(turn::answer(state, turn, telling.clone(), to_keep).in_current_span());
    match writing.await {
        Ok(Ok(Outcome::Stored(_))) => {}
        // what was read so far is of an answer that is not stored: it starts over
        Ok(Ok(Outcome::Answered(kept))) => match kept_events(&kept) {
            Ok(events) => {
                let events: Vec<_> = events.iter().map(|(name, data)| (name.as_str(), &**data)).collect();
                telling.end(&events).await;
            }
            Err(failed) => telling.fail(&failed).await,
        },
        Ok(Err(failure)) => telling.fail(&Failed { message: failure.message() }).await,
        Err(_) => telling.fail(&Failed { message: OUR_SIDE }).await,
    }
}

/// An event as it is sent; its number says from where on to read when the connection breaks.
pub(crate) fn numbered(AnswerEvent { number, name, data }: AnswerEvent) -> Event {
    Event::default().id(number.to_string()).event(name).data(data)
}

/// Names and data of the events by which the answer is told again, its text in one piece.
fn to_keep(turn: &Turn, answer: &Answer) -> serde_json::Result<Vec<u8>> {
    let token = Token { content: &answer.answer };
    serde_json::to_vec(&(("start", turn.started()), ("token", token), ("done", Done::from(answer))))
}

type KeptEvents = Vec<(String, Box<RawValue>)>;

fn kept_events(kept: &StoredResponse) -> std::result::Result<KeptEvents, Failed> {
    serde_json::from_slice(kept.body()).map_err(|error| {
        tracing::error!(%error, "a kept answer cannot be read");
        Failed { message: OUR_SIDE }
    })
}

/// The events of an answer that was given before. They have no numbers: what was told then was cut otherwise.
fn told_again(kept: &StoredResponse) -> Vec<EventResult> {
    match kept_events(kept) {
        Ok(events) => events.iter().map(|(name, data)| event(name, data)).collect(),
        Err(failed) => vec![event("error", &failed)],
    }
}

fn event(name: &str, data: &impl Serialize) -> EventResult {
    Event::default().event(name).json_data(data)
}
