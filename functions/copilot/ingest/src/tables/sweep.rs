//! The part of the sweep that handles tables.

use super::{object_created::accept, purge, purge::hide_and_purge, refuse};
use crate::{Retry, State, object, refusal};
use jiff::Timestamp;
use sisuiq_documents_db::analytics_snapshots::{self, AnalyticsSnapshot, Landed};
use sisuiq_model::{AnalyticsSnapshotId, DocumentStatus};
use tracing::error;

/// Resumes tables that stand still since `since`, and finishes deletions, at most `limit` of each. A table that fails does not
/// stop the others; the last failure is returned.
pub(crate) async fn sweep(state: &State, since: Timestamp, limit: i64) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let deleted = analytics_snapshots::find_deleted(&connection, limit).await?;
    let unfinished = analytics_snapshots::find_unfinished(&connection, since, limit).await?;
    drop(connection);
    let mut outcome = Ok(());
    for snapshot in &unfinished {
        outcome = logged(snapshot.id, resume(state, snapshot).await).and(outcome);
    }
    for id in &deleted {
        outcome = logged(*id, purge(state, *id).await).and(outcome);
    }
    outcome
}

fn logged(id: AnalyticsSnapshotId, outcome: Result<(), Retry>) -> Result<(), Retry> {
    outcome.inspect_err(|retry| error!(snapshot_id = %id, error = %retry, "the sweep left a table as it was"))
}

/// Continues the work on a table. Ends an upload that never came as failed, and removes a table whose object was removed while
/// it was read.
async fn resume(state: &State, snapshot: &AnalyticsSnapshot) -> Result<(), Retry> {
    let key = snapshot.file_path.as_deref().unwrap_or_default();
    let Some(current) = object::current(state, key).await? else {
        if snapshot.status != DocumentStatus::Pending {
            return hide_and_purge(state, snapshot.id).await;
        }
        let is_over = snapshot.upload_expires_at.is_none_or(|expires| expires <= state.clock.now());
        let refusal = refusal::upload_expired();
        return if is_over { refuse(state, snapshot.id, refusal.code, &refusal.detail).await } else { Ok(()) };
    };
    // a later object may hide the pinned one
    let (etag, version_id) = match &snapshot.object_etag {
        Some(pinned) => (pinned.as_str(), snapshot.object_version_id.as_deref()),
        None => (current.etag.as_str(), current.version_id.as_deref()),
    };
    let object = Landed { etag, version_id, size: snapshot.size.unwrap_or(current.size) };
    accept(state, snapshot, &object, true).await
}
