//! `POST /api/chat/answers/{id}/regenerate`: answers the same question again.

use crate::{
    Answer, State,
    question::QuestionKey,
    turn::{self, Delivery, TurnRequest},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyKey, NotFound, Path, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission, capabilities};
use sisuiq_model::MessageId;

/// Regenerate an answer
///
/// Answers the last question of a conversation again, with its mode and filters, from the documents that the caller may see
/// now. The new answer replaces the old one, which can still be read by its id.
#[utoipa::path(
    post,
    path = "/api/chat/answers/{id}/regenerate",
    tag = "chat",
    extensions(("x-throttle" = json!("work"))),
    params(("id" = MessageId, Path, description = "The answer"), QuestionKey),
    responses(
        (status = 200, body = Answer), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, Unprocessable,
        TooManyRequests, Unavailable
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
    turn::run(state, &caller, request, Delivery::Whole(Answer::to_json)).await
}
