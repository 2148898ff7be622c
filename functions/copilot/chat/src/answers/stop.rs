//! `POST /api/chat/answers/{id}/stop`: enough of an answer.

use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_chat_db::answer_streams;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::User;
use sisuiq_model::MessageId;
use utoipa::ToSchema;

/// What comes of stopping an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StopOut {
    /// The answer.
    answer_id: MessageId,
    /// Whether it was complete already.
    #[schema(example = false)]
    ended: bool,
}

/// Stop an answer
///
/// Ends the answer that is being written, within about half a second: what there is of it is stored, and its stream ends with
/// `done`. Nothing happens to an answer that is complete.
#[utoipa::path(
    post,
    path = "/api/chat/answers/{id}/stop",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer, as the first event of its stream names it")),
    responses(
        (status = 202, body = StopOut, description = "It is being stopped, or was complete"),
        BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn stop(
    caller: User,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
) -> Result<(StatusCode, Json<StopOut>)> {
    let connection = state.database.connection().await?;
    let ended = answer_streams::request_stop(&connection, id, caller.id, state.clock.now()).await?;
    let ended = ended.ok_or_else(|| Problem::not_found("answer"))?;
    Ok((StatusCode::ACCEPTED, Json(StopOut { answer_id: id, ended })))
}
