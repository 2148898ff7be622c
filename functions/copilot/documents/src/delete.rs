//! `DELETE /api/documents/{id}`: gone from this moment, cleaned up in the background.

use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::audit_records::Deed;
use sisuiq_documents_db::documents::{self, Hidden};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{Caller, User};
use sisuiq_model::{AuditAction, DocumentId};
use std::time::Duration;
use tokio::time::timeout;

/// The timeout of sending to the queue; the sweep repeats a lost message.
const QUEUE_PATIENCE: Duration = Duration::from_secs(2);

/// Delete a document
///
/// The document cannot be found any more once this returns. Owners delete their own documents, administrators also
/// those for everyone.
#[utoipa::path(
    delete,
    path = "/api/documents/{id}",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The document")),
    responses((status = 204, description = "Deleted"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<StatusCode> {
    hide(&state, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hides a document from everybody, and has what is stored of it removed.
pub(crate) async fn hide(state: &State, caller: &Caller, id: DocumentId) -> Result<Hidden> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let is_admin = caller.is_admin();
    let hidden = documents::mark_deleted(&transaction, id, caller.id, is_admin, state.clock.now()).await?;
    let hidden = hidden.ok_or_else(|| Problem::not_found("document"))?;
    state.identity.record(&transaction, &caller.actor, &Deed::done(AuditAction::DeleteDocument).to(id)).await?;
    transaction.commit().await?;
    drop(connection);
    announce(state, id).await;
    Ok(hidden)
}

/// Says that a hidden document is to be cleaned up after. The row is the durable order: should the message be lost, the sweep
/// finds it.
pub(crate) async fn announce(state: &State, id: DocumentId) {
    match timeout(QUEUE_PATIENCE, state.queue.send_delete(id.0)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::warn!(document_id = %id, error = %error, "clean-up message failed, the sweep will retry it");
        }
        Err(error) => {
            tracing::warn!(document_id = %id, error = %error, "clean-up message failed, the sweep will retry it");
        }
    }
}
