//! `POST /api/chat/stream`: answers a question while the answer is written.

use crate::{
    State,
    question::{QuestionIn, QuestionKey},
    sse::StreamEvent,
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, PayloadTooLarge, Result, Submitted, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};

/// Ask with a streamed answer
///
/// Answers a question as server-sent events: `start` once passages are found, `token` for each piece of text, then `done`
/// with the whole answer once it is stored, or `error` when it is not. The schemas of their data are `Started`, `Token`,
/// `Done` and `Failed`. Each event has its number as `id`, except in the response that repeats an earlier one for its key.
/// After a broken connection, `GET /api/chat/answers/{id}/events` resumes from there. A second `start` means that another
/// request with the same key was stored first: discard the events before it, the following ones are that answer.
#[utoipa::path(
    post,
    path = "/api/chat/stream",
    tag = "chat",
    extensions(("x-throttle" = json!("work"))),
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
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<QuestionIn>,
) -> Result<Response> {
    let request = TurnRequest::ask(input.try_into()?, idempotency_key);
    turn::run(state, &caller, request, Delivery::Events).await
}
