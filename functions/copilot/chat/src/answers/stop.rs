//! `POST /api/chat/answers/{id}/stop`: stops an answer that is being written.

use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_chat_db::answer_streams;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::MessageId;
use utoipa::ToSchema;

/// The result of stopping an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StopOut {
    /// The answer's id.
    answer_id: MessageId,
    /// `true` when the answer was complete or had failed already.
    #[schema(example = false)]
    ended: bool,
}

/// Stop an answer
///
/// Ends a streamed answer that is being written, within about half a second. The text so far, without its unfinished last
/// statement, is stored, and the stream ends with `done`. A complete answer does not change.
#[utoipa::path(
    post,
    path = "/api/chat/answers/{id}/stop",
    tag = "chat",
    params(("id" = MessageId, Path, description = "The answer, as the first event of its stream names it")),
    responses(
        (status = 202, body = StopOut, description = "The answer is being stopped, or had ended"),
        BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn stop(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<MessageId>,
) -> Result<(StatusCode, Json<StopOut>)> {
    let connection = state.database.connection().await?;
    let ended = answer_streams::request_stop(&connection, id, caller.id, state.clock.now()).await?;
    let ended = ended.ok_or_else(|| Problem::not_found("answer"))?;
    Ok((StatusCode::ACCEPTED, Json(StopOut { answer_id: id, ended })))
}
