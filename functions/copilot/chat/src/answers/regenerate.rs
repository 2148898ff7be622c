//! `POST /api/chat/answers/{id}/regenerate`: the same question, answered anew.

use crate::{
    Answer, State, ask,
    question::QuestionKey,
    turn::{self, Begun},
};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use sisuiq_db::MessageId;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyKey, NotFound, Path, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission};

/// Answer anew
///
/// Answers the question of the last answer of a conversation once more, in its mode and from the documents that the caller may see
/// now. The new answer takes the old one's place, which can still be read by its id.
#[utoipa::path(
    post,
    path = "/api/chat/answers/{id}/regenerate",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer"), QuestionKey),
    responses(
        (status = 200, body = Answer), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn regenerate(
    caller: User<admission::Chat>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
    once: IdempotencyKey,
) -> Result<Response> {
    match turn::begin_again(&state, &caller, id, once).await? {
        Begun::Fresh(turn) => ask::answer(state, turn).await,
        Begun::Answered(kept) => Ok(kept.into_response()),
    }
}
