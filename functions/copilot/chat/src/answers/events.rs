//! `GET /api/chat/answers/{id}/events`: resumes the events of an answer.

use crate::{
    State,
    event_reader::EventReader,
    sse::{StreamEvent, respond},
};
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use http::HeaderMap;
use serde::Deserialize;
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::MessageId;
use utoipa::IntoParams;

const LAST_EVENT_ID: &str = "last-event-id";

/// The event to resume after.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsIn {
    /// Returns only events after this number, like the header `Last-Event-ID`. All events when both are absent.
    #[garde(inner(range(min = 0)))]
    #[param(minimum = 0, example = 3)]
    after: Option<i32>,
}

/// Resume an answer's events
///
/// Returns the events of one of the caller's answers, as `POST /api/chat/stream` sent them: first the events so far, then further
/// ones as they are written. Events are stored for a day. The answer itself stays in its conversation.
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
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
    headers: HeaderMap,
    Query(input): Query<EventsIn>,
) -> Result<Response> {
    let after = match input.after {
        Some(after) => after,
        None => last_event_id(&headers)?,
    };
    let events = EventReader::of_answer(state, id, caller.id).events_after(after).await?;
    Ok(respond(events.ok_or_else(|| Problem::not_found("answer"))?))
}

fn last_event_id(headers: &HeaderMap) -> Result<i32> {
    let Some(sent) = headers.get(LAST_EVENT_ID) else { return Ok(0) };
    let number = sent.to_str().ok().and_then(|sent| sent.trim().parse::<i32>().ok()).filter(|number| *number >= 0);
    number.ok_or_else(|| Problem::bad_request("Last-Event-ID: must be the number of an event"))
}
