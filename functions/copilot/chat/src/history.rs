//! `GET /api/chat/history/{session_id}`: one conversation.

use crate::State;
use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::{
    chat_messages::{self, ChatMessage},
    chat_sessions,
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::User;
use sisuiq_model::{ChatSessionId, MessageId, MessageRole};
use tokio::try_join;
use utoipa::ToSchema;

/// The most messages that are returned.
pub(crate) const MOST: i64 = 1_000;

/// A question or an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageOut {
    /// Its id.
    id: MessageId,
    /// Who wrote it.
    role: MessageRole,
    /// What was written.
    #[schema(example = "How many staff will be trained in live-line work in 2028?")]
    content: String,
    /// When.
    created_at: Timestamp,
    /// What an answer cites, as people read it.
    #[schema(example = json!([]))]
    sources: Vec<String>,
    /// Whether an answer declined for want of support.
    #[schema(example = false)]
    abstained: bool,
}

impl From<ChatMessage> for MessageOut {
    fn from(message: ChatMessage) -> Self {
        Self {
            id: message.id,
            role: message.role,
            content: message.content,
            created_at: message.created_at,
            sources: message.sources,
            abstained: message.abstained,
        }
    }
}

/// Read a conversation
///
/// The messages of one of the caller's conversations, the newest 1,000 at most, oldest of them first.
#[utoipa::path(
    get,
    path = "/api/chat/history/{session_id}",
    tag = "chat",
    params(("session_id" = ChatSessionId, Path, description = "The conversation")),
    responses((status = 200, body = Vec<MessageOut>), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn history(
    caller: User,
    Extract(state): Extract<State>,
    Path(session): Path<ChatSessionId>,
) -> Result<Json<Vec<MessageOut>>> {
    let connection = state.database.connection().await?;
    let (found, messages) = try_join!(
        chat_sessions::find_owned(&connection, session, caller.id),
        chat_messages::list_latest(&connection, session, caller.id, MOST),
    )?;
    found.ok_or_else(|| Problem::not_found("session"))?;
    Ok(Json(messages.into_iter().map(MessageOut::from).collect()))
}
