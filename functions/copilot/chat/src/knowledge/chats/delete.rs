//! `DELETE /api/v1/knowledge/chats/{id}`: deletes a conversation about sanctions law.

use super::{KnowledgeChatOut, no_chat};
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_chat_db::knowledge_chats;
use sisuiq_http::{BadRequest, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, ChatSessionId, Page};
use utoipa::ToSchema;

/// The confirmation of a deletion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChatDeletedOut {
    /// True.
    #[schema(example = true)]
    success: bool,
    /// The newest conversation that is left in the same folder; null if there is none.
    next_chat: Option<KnowledgeChatOut>,
    /// The confirmation, for people.
    #[schema(example = "The conversation is deleted.")]
    message: &'static str,
}

/// Delete a conversation about sanctions law
///
/// Deletes one of the caller's conversations with its messages, citations, records and ratings. An answer that is being written in it
/// is not stored.
#[utoipa::path(
    delete,
    path = "/api/v1/knowledge/chats/{id}",
    tag = "knowledge",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    responses((status = 200, body = ChatDeletedOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
) -> Result<Json<ChatDeletedOut>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let folder = Some(knowledge_chats::delete(&transaction, id, caller.id).await?.ok_or_else(no_chat)?);
    let page = Page { order: (), limit: 1, offset: 0, after: None };
    let next = knowledge_chats::list(&caller.id, &folder, &page).read(&transaction).await?;
    let event = AuditEvent::done(AuditAction::DeleteConversation).to(id);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    let next_chat = next.rows.into_iter().next().map(KnowledgeChatOut::from);
    Ok(Json(ChatDeletedOut { success: true, next_chat, message: "The conversation is deleted." }))
}
