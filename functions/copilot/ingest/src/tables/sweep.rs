//! The part of the sweep that handles tables.

use super::{object_created::accept, purge, purge::hide_and_purge, reading::add_copy, refuse};
use crate::{Retry, State, object, refusal};
use jiff::{SignedDuration, Timestamp};
use sisuiq_datasets_db::{
    dataset_readings::{self, UploadedTable},
    datasets::{self, Dataset},
};
use sisuiq_model::{DatasetId, DocumentStatus};
use tracing::error;

/// No message is delivered again after an attempt of the sweep.
const IS_LAST_TRY: bool = true;
/// The number of tables without a copy that a sweep reads, so that those of an earlier release do not delay other work.
const COPIES: i64 = 4;
/// The time after which a copy that could not be made is tried again.
const COPY_PAUSE: SignedDuration = SignedDuration::from_hours(24);

/// Resumes tables that have not progressed since `since`, finishes deletions, at most `limit` of each, and copies some tables
/// that have no copy. A failure does not stop the others; the last one is returned.
pub(crate) async fn sweep(state: &State, since: Timestamp, limit: i64) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let deleted = datasets::find_deleted(&connection, limit).await?;
    let unfinished = dataset_readings::find_unfinished(&connection, since, limit).await?;
    drop(connection);
    let mut outcome = Ok(());
    for dataset in &unfinished {
        outcome = logged(dataset.id, resume(state, dataset, IS_LAST_TRY).await).and(outcome);
    }
    for id in &deleted {
        outcome = logged(*id, purge(state, *id).await).and(outcome);
    }
    add_copies(state).await.and(outcome)
}

/// Copies tables that are ready without a copy: those of an earlier release, and those whose copy was lost.
async fn add_copies(state: &State) -> Result<(), Retry> {
    let now = state.clock.now();
    let connection = state.database.connection().await?;
    let chosen = dataset_readings::begin_copies(&connection, now - COPY_PAUSE, now, COPIES).await?;
    drop(connection);
    let mut outcome = Ok(());
    for id in chosen {
        let connection = state.database.connection().await?;
        let found = datasets::find(&connection, id).await?;
        drop(connection);
        if let Some(dataset) = found.filter(|dataset| !dataset.is_deleted && dataset.readable_copy().is_none()) {
            outcome = logged(id, add_copy(state, &dataset, IS_LAST_TRY).await).and(outcome);
        }
    }
    outcome
}

fn logged(id: DatasetId, outcome: Result<(), Retry>) -> Result<(), Retry> {
    outcome.inspect_err(|retry| error!(dataset_id = %id, error = %retry, "the sweep left a table as it was"))
}

/// Resumes the work on a table. Fails an upload that expired without an object, and purges a table whose object was removed
/// during processing.
pub(super) async fn resume(state: &State, dataset: &Dataset, is_last_try: bool) -> Result<(), Retry> {
    let key = dataset.file_path.as_deref().unwrap_or_default();
    let Some(current) = object::current(state, key).await? else {
        if dataset.status != DocumentStatus::Pending {
            return hide_and_purge(state, dataset.id).await;
        }
        let is_over = dataset.upload_expires_at.is_none_or(|expires| expires <= state.clock.now());
        let refusal = refusal::upload_expired();
        return if is_over {
            refuse(state, (dataset.id, dataset.revision), refusal.code, &refusal.detail).await
        } else {
            Ok(())
        };
    };
    // the current object may be a later upload, which must not replace the pinned one
    let (etag, version_id) = match &dataset.object_etag {
        Some(pinned) => (pinned.as_str(), dataset.object_version_id.as_deref()),
        None => (current.etag.as_str(), current.version_id.as_deref()),
    };
    let object = UploadedTable { etag, version_id, size: dataset.size.unwrap_or(current.size) };
    accept(state, dataset, &object, is_last_try).await
}
