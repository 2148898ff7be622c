//! Tables: an uploaded file is pinned, read by child processes, and its figures and its columnar copy are stored. All of that is
//! one step, because reading a table is short beside the time limit of an invocation.

mod copies;
mod files;
mod object_created;
mod purge;
mod reading;
mod sweep;

pub(crate) use object_created::object_created;
pub(crate) use purge::{object_removed, purge};
pub(crate) use reading::read_again;
pub(crate) use sweep::sweep;

use crate::{Retry, State, retries_exhausted};
use jiff::Timestamp;
use sisuiq_datasets_db::{dataset_readings, datasets};
use sisuiq_db::GenericClient;
use sisuiq_model::{DatasetId, FailureReason};
use tracing::info;

const EXHAUSTED: &str =
    "The table could not be read after several attempts. It is stored, and an operator will try it again.";
/// The most of a reader's sentence that is stored, in Unicode scalar values.
const MAX_DETAIL: usize = 1_000;

/// Ends the work on a revision of a table with a reason.
async fn refuse(state: &State, (id, revision): (DatasetId, i32), code: &str, detail: &str) -> Result<(), Retry> {
    info!(dataset_id = %id, revision, code, "the file of the table is refused");
    let detail: String = detail.chars().take(MAX_DETAIL).collect();
    let connection = state.database.connection().await?;
    let reason = FailureReason { code, detail: &detail };
    dataset_readings::fail(&connection, (id, revision), reason, state.clock.now()).await?;
    Ok(())
}

/// Shows the table of a key as failed; SQS moves its message to the dead-letter queue.
pub(crate) async fn mark_key_exhausted(client: &impl GenericClient, key: &str, now: Timestamp) -> Result<(), Retry> {
    match datasets::find_by_file_path(client, key).await? {
        Some(dataset) => mark_exhausted(client, dataset.id, now).await,
        None => Ok(()),
    }
}

/// Shows the table as failed, if it is not ready; SQS moves its message to the dead-letter queue.
pub(crate) async fn mark_exhausted(client: &impl GenericClient, id: DatasetId, now: Timestamp) -> Result<(), Retry> {
    if let Some(dataset) = datasets::find(client, id).await? {
        let reason = FailureReason { code: retries_exhausted::CODE, detail: EXHAUSTED };
        dataset_readings::fail(client, (id, dataset.revision), reason, now).await?;
    }
    Ok(())
}
