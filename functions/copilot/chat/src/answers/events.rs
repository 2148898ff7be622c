//! `GET /api/chat/answers/{id}/events`: the events of an answer, from any of them on.

use crate::{
    State,
    stream::{EventResult, Failed, StreamEvent, numbered, respond},
};
use axum::{extract::State as Extract, response::Response};
use futures::{Stream, StreamExt, stream};
use garde::Validate;
use http::HeaderMap;
use jiff::SignedDuration;
use serde::Deserialize;
use sisuiq_db::{
    MessageId, UserId,
    answer_streams::{self, AnswerEvent, AnswerStream, Told},
};
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::User;
use std::time::Duration;
use tokio::time::sleep;
use tracing::warn;
use utoipa::IntoParams;

/// How often it is looked for more.
const PAUSE: Duration = Duration::from_millis(200);
/// How many events are read at once.
const MOST: i64 = 500;
/// How long whoever writes an answer may give no sign of life.
const PATIENCE: SignedDuration = SignedDuration::from_secs(15);
const LAST_EVENT_ID: &str = "last-event-id";
const CUT_OFF: &str = "the answer was cut off before its end; please ask again";

/// From where on to read.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsIn {
    /// Only events after the one of this number; the header `Last-Event-ID` says the same. All when both are absent.
    #[garde(inner(range(min = 0)))]
    #[param(minimum = 0, example = 3)]
    after: Option<i32>,
}

/// Read an answer's events
///
/// The events of one of the caller's answers, as `POST /api/chat/stream` told them, from any of them on: those that were told, and
/// then the others as they are told. Kept for a day; the answer itself stays in its conversation.
#[utoipa::path(
    get,
    path = "/api/chat/answers/{id}/events",
    tag = "chat",
    params(
        ("id" = MessageId, Path, description = "The answer, as the first event of its stream names it"),
        (
            "Last-Event-ID" = Option<String>, Header, description = "The `id` of the last event that arrived",
            pattern = "^[0-9]+$", max_length = 10, example = "3"
        ),
        EventsIn
    ),
    responses(
        (
            status = 200, content_type = "text/event-stream", body = StreamEvent, description = "The events of the answer"
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn events(
    caller: User,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
    headers: HeaderMap,
    Query(input): Query<EventsIn>,
) -> Result<Response> {
    let after = match input.after {
        Some(after) => after,
        None => last_event_id(&headers)?,
    };
    let mut reading = Reading { state, id, owner: caller.id, after };
    let told = reading.more().await?.ok_or_else(|| Problem::not_found("answer"))?;
    Ok(respond(reading.follow(told)))
}

fn last_event_id(headers: &HeaderMap) -> Result<i32> {
    let Some(sent) = headers.get(LAST_EVENT_ID) else { return Ok(0) };
    let number = sent.to_str().ok().and_then(|sent| sent.trim().parse::<i32>().ok()).filter(|number| *number >= 0);
    number.ok_or_else(|| Problem::bad_request("Last-Event-ID: must be the number of an event"))
}

/// An answer that is being read.
pub(crate) struct Reading {
    state: State,
    id: MessageId,
    owner: UserId,
    after: i32,
}

impl Reading {
    /// Of an answer that is told, from its first event on.
    pub(crate) const fn new(state: State, stream: AnswerStream) -> Self {
        Self { state, id: stream.id, owner: stream.owner, after: 0 }
    }

    /// The events behind the one of this number, as they are kept.
    pub(crate) fn rest(mut self, after: i32) -> impl Stream<Item = EventResult> {
        self.after = after;
        let told = async move { self.next().await.map(|told| self.follow(told)) };
        stream::once(told).filter_map(std::future::ready).flatten()
    }

    /// What was told since the last time; nothing when it is not kept any more.
    async fn more(&mut self) -> std::result::Result<Option<Told>, Problem> {
        let connection = self.state.database.connection().await?;
        let told = answer_streams::read(&connection, self.id, self.owner, self.after, MOST).await?;
        if let Some(last) = told.as_ref().and_then(|told| told.events.last()) {
            self.after = last.number;
        }
        Ok(told)
    }

    /// The same; nothing when it cannot be read. Whoever reads sees that it has not ended, and comes again with the last number.
    async fn next(&mut self) -> Option<Told> {
        self.more().await.unwrap_or_else(|problem| {
            warn!(status = %problem.status(), "an answer can be read on no longer");
            None
        })
    }

    /// The events, until the last one.
    fn follow(self, told: Told) -> impl Stream<Item = EventResult> {
        stream::unfold((self, Some(told)), |(mut reading, told)| async move {
            let told = told?;
            let is_last = told.has_ended && told.events.len() < usize::try_from(MOST).unwrap_or(usize::MAX);
            let is_abandoned = !told.has_ended && told.events.is_empty() && reading.is_abandoned(&told);
            let events: Vec<EventResult> = told.events.into_iter().map(|event| Ok(numbered(event))).collect();
            if is_abandoned {
                return Some((vec![Ok(numbered(reading.cut_off()))], (reading, None)));
            }
            if is_last {
                return Some((events, (reading, None)));
            }
            if events.is_empty() {
                sleep(PAUSE).await;
            }
            let next = reading.next().await;
            Some((events, (reading, next)))
        })
        .flat_map(stream::iter)
    }

    fn is_abandoned(&self, told: &Told) -> bool {
        self.state.clock.now().duration_since(told.moved_at) > PATIENCE
    }

    fn cut_off(&self) -> AnswerEvent {
        let data = serde_json::to_string(&Failed { message: CUT_OFF }).unwrap_or_default();
        AnswerEvent { number: self.after + 1, name: "error".to_owned(), data }
    }
}
