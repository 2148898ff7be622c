//! The end of a dataset.

use crate::Datasets;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_datasets_db::datasets;
use sisuiq_events::announce;
use sisuiq_http::Result;
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, Capability, DatasetId};

/// The result of a deletion.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Deletion {
    /// The dataset is hidden from everybody, and the removal of its stored data is queued.
    Done,
    /// The caller may not delete such a dataset.
    Unknown,
    /// A conversation or a batch works on the dataset: it stays.
    Used,
}

/// Hides a dataset from everybody, and queues the removal of its stored data.
pub async fn hide(state: &Datasets, caller: &Caller, id: DatasetId) -> Result<Deletion> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let (now, is_admin) = (state.clock.now(), caller.administers(Capability::TablesManage));
    if !datasets::mark_deleted(&transaction, id, caller.id, is_admin, now).await? {
        return Ok(Deletion::Unknown);
    }
    // the row is locked now: nobody begins to use it any more
    if datasets::is_used(&transaction, id, now).await? {
        return Ok(Deletion::Used);
    }
    let event = AuditEvent::done(AuditAction::DeleteSnapshot).to(id);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    drop(connection);
    announce("clean-up", id, state.queue.send_delete_table(id.0)).await;
    Ok(Deletion::Done)
}
