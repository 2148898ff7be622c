//! A table landed: it is pinned, read by a child process, and its figures are stored. All in one step: a table is small beside
//! what an invocation has time for.

use crate::{Retry, State, expired, failure::Failure, given_up, object, object::Fetched, purge::remove_object};
use jiff::Timestamp;
use serde_json::{Map, Value};
use sisuiq_analytics::{Kind, ReadError, Snapshot};
use sisuiq_db::GenericClient;
use sisuiq_documents_db::analytics_snapshots::{self, AnalyticsSnapshot, Figures, Landed};
use sisuiq_events::{ObjectCreated, ObjectRemoved};
use sisuiq_model::{AnalyticsSnapshotId, DocumentStatus, TableKey};
use sisuiq_telemetry::metrics::ANALYTICS_RUNS_TOTAL;
use std::time::Instant;
use tracing::{error, info, warn};

/// What work on a table is taken up again after, when its object comes all the same.
const RESUMES: [&str; 2] = [expired::CODE, given_up::CODE];
const GIVEN_UP: &str =
    "The table could not be read after several tries. It is kept, and will be tried again by an operator.";
/// How much of a sentence of the reader is kept, in Unicode scalar values.
const LONGEST_DETAIL: usize = 1_000;

/// Takes in the table if it is the first object on its key; later ones are left alone.
pub(crate) async fn land(state: &State, object: &ObjectCreated, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("noticed").await?;
    let connection = state.database.connection().await?;
    let found = analytics_snapshots::find_by_file_path(&connection, &object.key).await?;
    drop(connection);
    let Some(snapshot) = found else { return turn_away(state, &object.key).await };
    if snapshot.is_deleted {
        return purge(state, snapshot.id).await;
    }
    let landed = Landed {
        etag: object.etag.as_deref().unwrap_or_default(),
        version_id: object.version_id.as_deref(),
        size: i64::try_from(object.size).unwrap_or(i64::MAX),
    };
    take_in(state, &snapshot, &landed, is_last_try).await
}

/// A table has its row before anybody is told where to upload it. An object without one came after the table was purged, and goes
/// too; what lies under any other key is not ours to remove.
async fn turn_away(state: &State, key: &str) -> Result<(), Retry> {
    if key.parse::<TableKey>().is_err() {
        warn!(%key, "an object landed that no upload was promised for");
        return Ok(());
    }
    info!(%key, "an object landed after its table was deleted, and is removed");
    object::hide(state, key).await
}

async fn take_in(
    state: &State,
    snapshot: &AnalyticsSnapshot,
    landed: &Landed<'_>,
    is_last_try: bool,
) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let now = state.clock.now();
    let is_pinned = analytics_snapshots::pin(&connection, snapshot.id, landed, &RESUMES, now).await?;
    drop(connection);
    if !is_pinned {
        info!(snapshot_id = %snapshot.id, "the object is ignored: another was first, or all is done");
        return Ok(());
    }
    state.checkpoints.reach("pinned").await?;
    if landed.size > state.limits.max_bytes {
        let megabytes = state.limits.max_bytes / 1_048_576;
        return refuse(state, snapshot.id, "too_large", &format!("The file is larger than {megabytes} MB.")).await;
    }
    compute(state, snapshot, landed.version_id, is_last_try).await
}

/// Reads the table and stores its figures. Killed anywhere, a second run does the same.
async fn compute(
    state: &State,
    snapshot: &AnalyticsSnapshot,
    version: Option<&str>,
    is_last_try: bool,
) -> Result<(), Retry> {
    let key = snapshot.file_path.as_deref().unwrap_or_default();
    let fetched = match fetch(state, key, version).await {
        Ok(Some(fetched)) => fetched,
        Ok(None) => return Err(Retry::while_doing("downloading the object", "it is not in the bucket")),
        Err(Failure::Retry(retry)) => return Err(retry),
        Err(Failure::Refused(refusal)) => return refuse(state, snapshot.id, refusal.code, &refusal.detail).await,
    };
    state.checkpoints.reach("fetched").await?;
    let kind = Kind::of_name(key).unwrap_or(Kind::Csv);
    let began = Instant::now();
    let read = match state.tables.read(&fetched.path(), kind, snapshot.customers_served).await {
        Ok(read) => read,
        Err(ReadError::Refused { code, detail }) => return refuse(state, snapshot.id, &code, &detail).await,
        // what ran beside it may have kept it waiting
        Err(ReadError::TookTooLong) if is_last_try => {
            let slow = sisuiq_analytics::TableError::TookTooLong;
            return refuse(state, snapshot.id, slow.code(), &slow.to_string()).await;
        }
        Err(failed) => return Err(Retry::while_doing("running the table reader", failed)),
    };
    let analytics_ms = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let is_of_outages = read.is_of_outages;
    let payload = Value::Object(payload(snapshot, read));
    let figures = Figures { payload: &payload, sha256: &fetched.sha256, analytics_ms };
    let connection = state.database.connection().await?;
    let is_stored = analytics_snapshots::finish(&connection, snapshot.id, &figures, state.clock.now()).await?;
    drop(connection);
    if is_stored {
        ANALYTICS_RUNS_TOTAL.count([analytics_snapshots::dataset_of(&payload)]);
    }
    info!(snapshot_id = %snapshot.id, analytics_ms, is_of_outages, is_stored, "analytics_run");
    state.checkpoints.reach("computed").await
}

/// The pinned object; what is current under its key when that version is gone from a restored bucket.
async fn fetch(state: &State, key: &str, version: Option<&str>) -> Result<Option<Fetched>, Failure> {
    match object::download(state, key, version).await? {
        None if version.is_some() => object::download(state, key, None).await,
        found => Ok(found),
    }
}

/// The figures, with the file they come from.
fn payload(snapshot: &AnalyticsSnapshot, read: Snapshot) -> Map<String, Value> {
    let mut payload = read.payload;
    payload.insert("file".into(), snapshot.file_name.clone().into());
    payload
}

/// Ends the work with the reason.
async fn refuse(state: &State, id: AnalyticsSnapshotId, code: &str, detail: &str) -> Result<(), Retry> {
    info!(snapshot_id = %id, code, "the table cannot be read");
    let detail: String = detail.chars().take(LONGEST_DETAIL).collect();
    let connection = state.database.connection().await?;
    analytics_snapshots::fail(&connection, id, (code, &detail), state.clock.now()).await?;
    Ok(())
}

/// Shows the table as failed whose message is on its way to the dead-letter queue.
pub(crate) async fn give_up(client: &impl GenericClient, key: &str, now: Timestamp) -> Result<(), Retry> {
    if let Some(snapshot) = analytics_snapshots::find_by_file_path(client, key).await? {
        analytics_snapshots::fail(client, snapshot.id, (given_up::CODE, GIVEN_UP), now).await?;
    }
    Ok(())
}

/// An object went away: its table goes with it, unless something is still there under the key.
pub(crate) async fn remove(state: &State, removed: &ObjectRemoved) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = analytics_snapshots::find_by_file_path(&connection, &removed.key).await?;
    drop(connection);
    let Some(snapshot) = found else { return Ok(()) };
    if object::current(state, &removed.key).await?.is_some() {
        return Ok(());
    }
    remove_and_purge(state, snapshot.id).await
}

async fn remove_and_purge(state: &State, id: AnalyticsSnapshotId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    analytics_snapshots::mark_removed(&connection, id, state.clock.now()).await?;
    drop(connection);
    purge(state, id).await
}

/// Removes everything of a hidden table, and nothing of one that is not hidden. The row goes last, so that a run that was killed
/// is found again.
pub(crate) async fn purge(state: &State, id: AnalyticsSnapshotId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let hidden = analytics_snapshots::find_deleted_path(&connection, id).await?;
    drop(connection);
    let Some(file_path) = hidden else {
        warn!(snapshot_id = %id, "a table that is not deleted is not cleaned up");
        return Ok(());
    };
    state.checkpoints.reach("purging").await?;
    if let Some(file_path) = file_path {
        remove_object(state, &file_path).await?;
    }
    state.checkpoints.reach("object gone").await?;
    let connection = state.database.connection().await?;
    analytics_snapshots::purge(&connection, id).await?;
    Ok(())
}

/// Resumes what stands still, and finishes what is half deleted. One table's failure holds up none of the others; the last of
/// them is returned.
pub(crate) async fn sweep(state: &State, since: Timestamp, most: i64) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let deleted = analytics_snapshots::find_deleted(&connection, most).await?;
    let unfinished = analytics_snapshots::find_unfinished(&connection, since, most).await?;
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

/// An upload that never came ends as failed; an object that went away while it was read takes its table with it.
async fn resume(state: &State, snapshot: &AnalyticsSnapshot) -> Result<(), Retry> {
    let key = snapshot.file_path.as_deref().unwrap_or_default();
    let Some(current) = object::current(state, key).await? else {
        if snapshot.status != DocumentStatus::Pending {
            return remove_and_purge(state, snapshot.id).await;
        }
        let is_over = snapshot.upload_expires_at.is_none_or(|expires| expires <= state.clock.now());
        let refusal = expired::refusal();
        return if is_over { refuse(state, snapshot.id, refusal.code, &refusal.detail).await } else { Ok(()) };
    };
    // a later object may hide the pinned one
    let (etag, version_id) = match &snapshot.object_etag {
        Some(pinned) => (pinned.as_str(), snapshot.object_version_id.as_deref()),
        None => (current.etag.as_str(), current.version_id.as_deref()),
    };
    let landed = Landed { etag, version_id, size: snapshot.size.unwrap_or(current.size) };
    take_in(state, snapshot, &landed, true).await
}
