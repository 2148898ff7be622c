//! `DELETE /api/chat/answers/{id}/feedback`: takes the rating of an answer back.

use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_chat_db::answer_feedback;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::MessageId;

/// Delete a rating
///
/// Deletes the rating of one of the caller's answers.
#[utoipa::path(
    delete,
    path = "/api/chat/answers/{id}/feedback",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer")),
    responses(
        (status = 204, description = "The rating is deleted"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
) -> Result<StatusCode> {
    let connection = state.database.connection().await?;
    if !answer_feedback::delete(&connection, id, caller.id).await? {
        return Err(Problem::not_found("answer"));
    }
    Ok(StatusCode::NO_CONTENT)
}
