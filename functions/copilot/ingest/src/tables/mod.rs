//! Tables: an uploaded file is pinned, read by a child process, and its figures are stored. All of that is one step, because
//! reading a table is short beside the time limit of an invocation.

mod object_created;
mod purge;
mod sweep;

pub(crate) use object_created::object_created;
pub(crate) use purge::{object_removed, purge};
pub(crate) use sweep::sweep;

use crate::{Retry, State, retries_exhausted};
use jiff::Timestamp;
use sisuiq_db::GenericClient;
use sisuiq_documents_db::analytics_snapshots;
use sisuiq_model::{AnalyticsSnapshotId, FailureReason};
use tracing::info;

const EXHAUSTED: &str =
    "The table could not be read after several attempts. It is stored, and an operator will try it again.";
/// The most of a reader's sentence that is stored, in Unicode scalar values.
const MAX_DETAIL: usize = 1_000;

/// Ends the work on a table with a reason.
async fn refuse(state: &State, id: AnalyticsSnapshotId, code: &str, detail: &str) -> Result<(), Retry> {
    info!(snapshot_id = %id, code, "the file of the table is refused");
    let detail: String = detail.chars().take(MAX_DETAIL).collect();
    let connection = state.database.connection().await?;
    let reason = FailureReason { code, detail: &detail };
    analytics_snapshots::fail(&connection, id, reason, state.clock.now()).await?;
    Ok(())
}

/// Shows the table as failed; SQS moves its message to the dead-letter queue.
pub(crate) async fn mark_exhausted(client: &impl GenericClient, key: &str, now: Timestamp) -> Result<(), Retry> {
    if let Some(snapshot) = analytics_snapshots::find_by_file_path(client, key).await? {
        let reason = FailureReason { code: retries_exhausted::CODE, detail: EXHAUSTED };
        analytics_snapshots::fail(client, snapshot.id, reason, now).await?;
    }
    Ok(())
}
