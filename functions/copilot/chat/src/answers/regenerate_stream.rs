//! `POST /api/chat/answers/{id}/regenerate/stream`: the same question, answered anew as it is written.

use crate::{State, question::QuestionKey, stream, turn};
use axum::{extract::State as Extract, response::Response};
use sisuiq_db::MessageId;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyKey, NotFound, Path, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission};

/// Answer anew, and read along
///
/// The same as server-sent events, as `POST /api/chat/stream` tells them.
#[utoipa::path(
    post,
    path = "/api/chat/answers/{id}/regenerate/stream",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer"), QuestionKey),
    responses(
        (
            status = 200, content_type = "text/event-stream", body = stream::StreamEvent,
            description = "The events of the answer"
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, Conflict, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn regenerate(
    caller: User<admission::Chat>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
    once: IdempotencyKey,
) -> Result<Response> {
    let begun = turn::begin_again(&state, &caller, id, once).await?;
    Ok(stream::tell_of(state, begun))
}
