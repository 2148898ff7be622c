//! `DELETE /api/v1/sessions/{id}`: deletes a conversation and its messages.

use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_chat_db::chat_sessions;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, ChatSessionId};
use utoipa::ToSchema;

/// The confirmation of a deletion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeletedOut {
    /// The confirmation, for people.
    #[schema(example = "The conversation is deleted.")]
    message: &'static str,
}

/// Delete a conversation
///
/// Deletes one of the caller's conversations with its messages, citations, records and ratings. An answer that is being written in it
/// is not stored.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/{id}",
    tag = "chat",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    responses((status = 200, body = DeletedOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
) -> Result<Json<DeletedOut>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !chat_sessions::delete_owned(&transaction, id, caller.id).await? {
        return Err(Problem::not_found("session"));
    }
    state
        .identity
        .record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::DeleteConversation).to(id))
        .await?;
    transaction.commit().await?;
    Ok(Json(DeletedOut { message: "The conversation is deleted." }))
}
