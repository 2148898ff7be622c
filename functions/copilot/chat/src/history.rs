//! `GET /api/chat/history/{session_id}`: one conversation.

use crate::{
    State,
    message::{MOST_MESSAGES, MessageOut},
};
use axum::extract::State as Extract;
use sisuiq_chat_db::{chat_messages, chat_sessions};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::ChatSessionId;
use tokio::try_join;

/// Read a conversation
///
/// Returns the newest messages of one of the caller's conversations, at most 1,000, in the order in which they were written.
#[utoipa::path(
    get,
    path = "/api/chat/history/{session_id}",
    tag = "chat",
    params(("session_id" = ChatSessionId, Path, description = "The conversation")),
    responses((status = 200, body = Vec<MessageOut>), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn history(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(session): Path<ChatSessionId>,
) -> Result<Json<Vec<MessageOut>>> {
    let connection = state.database.connection().await?;
    let (found, messages) = try_join!(
        chat_sessions::find_owned(&connection, session, caller.id),
        chat_messages::list_latest(&connection, session, caller.id, MOST_MESSAGES),
    )?;
    found.ok_or_else(|| Problem::not_found("session"))?;
    Ok(Json(messages.into_iter().map(MessageOut::from).collect()))
}
