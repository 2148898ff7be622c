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
    /// The message's id.
    id: MessageId,
    /// The author.
    role: MessageRole,
    /// The text.
    #[schema(example = "How many staff will be trained in live-line work in 2028?")]
    content: String,
    /// The time at which the message was written.
    created_at: Timestamp,
    /// The cited sources of an answer, in the form shown to people.
    #[schema(example = json!([]))]
    sources: Vec<String>,
    /// `true` when the documents say too little and the answer says so instead.
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
