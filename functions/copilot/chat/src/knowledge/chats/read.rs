//! `GET /api/v1/knowledge/chats/{id}`: a conversation about sanctions law with its messages.

use super::{KnowledgeChatOut, no_chat};
use crate::{
    State,
    message::{MOST_MESSAGES, MessageOut},
};
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_chat_db::{chat_messages, knowledge_chats};
use sisuiq_http::{BadRequest, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::ChatSessionId;
use tokio::try_join;
use utoipa::ToSchema;

/// A conversation about sanctions law with its messages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WholeKnowledgeChatOut {
    #[serde(flatten)]
    chat: KnowledgeChatOut,
    /// The newest messages, at most 1,000, in the order in which they were written.
    messages: Vec<MessageOut>,
}

/// Read a conversation about sanctions law
///
/// One of the caller's conversations with its newest messages, at most 1,000.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/chats/{id}",
    tag = "knowledge",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    responses(
        (status = 200, body = WholeKnowledgeChatOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
) -> Result<Json<WholeKnowledgeChatOut>> {
    let connection = state.database.connection().await?;
    let (found, messages) = try_join!(
        knowledge_chats::find(&connection, id, caller.id),
        chat_messages::list_latest(&connection, id, caller.id, MOST_MESSAGES),
    )?;
    let chat = found.ok_or_else(no_chat)?.into();
    Ok(Json(WholeKnowledgeChatOut { chat, messages: messages.into_iter().map(MessageOut::from).collect() }))
}
