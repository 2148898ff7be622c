//! The end of a table.

use crate::State;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::analytics_snapshots;
use sisuiq_events::announce;
use sisuiq_http::Result;
use sisuiq_identity::Caller;
use sisuiq_model::{AnalyticsSnapshotId, AuditAction, Capability};

/// Hides a table from everybody, and queues the removal of its stored data. `false` if the caller may not delete such a table.
pub(crate) async fn hide(state: &State, caller: &Caller, id: AnalyticsSnapshotId) -> Result<bool> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let now = state.clock.now();
    let is_hidden = analytics_snapshots::mark_deleted(
        &transaction,
        id,
        caller.id,
        caller.administers(Capability::TablesManage),
        now,
    )
    .await?;
    if is_hidden {
        state
            .identity
            .record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::DeleteSnapshot).to(id))
            .await?;
        transaction.commit().await?;
        drop(connection);
        announce("clean-up", id, state.queue.send_delete_table(id.0)).await;
    }
    Ok(is_hidden)
}
