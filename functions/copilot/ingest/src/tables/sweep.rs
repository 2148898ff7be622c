//! The part of the sweep that handles tables.

use super::{object_created::accept, purge, purge::hide_and_purge, refuse};
use crate::{Retry, State, object, refusal};
use jiff::Timestamp;
use sisuiq_documents_db::analytics_snapshots::{self, AnalyticsSnapshot, UploadedTable};
use sisuiq_model::{AnalyticsSnapshotId, DocumentStatus};
use tracing::error;

/// No message is delivered again after an attempt of the sweep.
const IS_LAST_TRY: bool = true;

/// Resumes tables that have not progressed since `since`, and finishes deletions, at most `limit` of each. A failure does not
/// stop the others; the last one is returned.
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

/// Resumes the work on a table. Fails an upload that expired without an object, and purges a table whose object was removed
/// during processing.
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
    // the current object may be a later upload, which must not replace the pinned one
    let (etag, version_id) = match &snapshot.object_etag {
        Some(pinned) => (pinned.as_str(), snapshot.object_version_id.as_deref()),
        None => (current.etag.as_str(), current.version_id.as_deref()),
    };
    let object = UploadedTable { etag, version_id, size: snapshot.size.unwrap_or(current.size) };
    accept(state, snapshot, &object, IS_LAST_TRY).await
}
