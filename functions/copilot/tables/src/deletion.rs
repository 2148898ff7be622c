//! The end of a table.

use crate::State;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::analytics_snapshots;
use sisuiq_events::QUEUE_TIMEOUT;
use sisuiq_http::Result;
use sisuiq_identity::Caller;
use sisuiq_model::{AnalyticsSnapshotId, AuditAction};
use tokio::time::timeout;
use tracing::warn;

/// Hides a table from everybody, and has what is stored of it removed; `false` if the caller has no such table to delete.
pub(crate) async fn hide(state: &State, caller: &Caller, id: AnalyticsSnapshotId) -> Result<bool> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let now = state.clock.now();
    let is_hidden = analytics_snapshots::mark_deleted(&transaction, id, caller.id, caller.is_admin(), now).await?;
    if is_hidden {
        state
            .identity
            .record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::DeleteSnapshot).to(id))
            .await?;
        transaction.commit().await?;
        drop(connection);
        announce(state, id).await;
    }
    Ok(is_hidden)
}

/// Says that a hidden table is to be cleaned up after. The row is the durable order: should the message be lost, the sweep finds
/// it.
async fn announce(state: &State, id: AnalyticsSnapshotId) {
    match timeout(QUEUE_TIMEOUT, state.queue.send_delete_table(id.0)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => warn!(snapshot_id = %id, error = %error, "clean-up message failed, the sweep will retry it"),
        Err(error) => warn!(snapshot_id = %id, error = %error, "clean-up message failed, the sweep will retry it"),
    }
}
