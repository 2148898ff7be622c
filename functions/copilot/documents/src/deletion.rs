//! Deletion of a document.

use crate::State;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::documents::{self, Hidden};
use sisuiq_events::announce;
use sisuiq_http::Result;
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, Capability, DocumentId};

/// Hides a document from everybody, and queues the removal of its stored data; if the message cannot be sent, the sweep sends it.
/// `None` if there is no such document, it is already deleted, or the caller may not delete it.
pub(crate) async fn hide(state: &State, caller: &Caller, id: DocumentId) -> Result<Option<Hidden>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let is_admin = caller.administers(Capability::DocumentsManage);
    let hidden = documents::mark_deleted(&transaction, id, caller.id, is_admin, state.clock.now()).await?;
    if hidden.is_some() {
        state
            .identity
            .record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::DeleteDocument).to(id))
            .await?;
        transaction.commit().await?;
        drop(connection);
        announce("clean-up", id, state.queue.send_delete(id.0)).await;
    }
    Ok(hidden)
}
