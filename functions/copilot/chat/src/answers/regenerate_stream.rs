//! `POST /api/chat/answers/{id}/regenerate/stream`: answers the same question again, while the answer is written.

use crate::{
    State,
    question::QuestionKey,
    sse::StreamEvent,
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyKey, NotFound, Path, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};
use sisuiq_model::MessageId;

/// Regenerate a streamed answer
///
/// Regenerates an answer and returns it as server-sent events, as `POST /api/chat/stream` does.
#[utoipa::path(
    post,
    path = "/api/chat/answers/{id}/regenerate/stream",
    tag = "chat",
    extensions(("x-throttle" = json!("work"))),
    params(("id" = MessageId, Path, description = "The answer"), QuestionKey),
    responses(
        (
            status = 200, content_type = "text/event-stream", body = StreamEvent,
            description = "The events of the answer"
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn regenerate(
    caller: User<capabilities::QuestionsAsk, admission::Chat>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
    idempotency_key: IdempotencyKey,
) -> Result<Response> {
    let request = TurnRequest::regenerate(id, idempotency_key);
    turn::run(state, &caller, request, Delivery::Events).await
}
