//! The object of a table was created: its file is read and its figures are stored.

use super::{purge, refuse};
use crate::{Retry, State, failure::Failure, object, refusal, retries_exhausted};
use serde_json::{Map, Value};
use sisuiq_analytics::{Kind, ReadError, Snapshot};
use sisuiq_documents_db::analytics_snapshots::{self, AnalyticsSnapshot, Figures, UploadedTable};
use sisuiq_events::ObjectCreated;
use sisuiq_model::TableKey;
use sisuiq_originals::{Fetched, PinnedObject};
use sisuiq_telemetry::metrics::ANALYTICS_RUNS_TOTAL;
use std::time::Instant;
use tracing::{info, warn};

/// Error codes of tables whose work continues when their object comes after all.
const RESUMABLE: [&str; 2] = [refusal::UPLOAD_EXPIRED, retries_exhausted::CODE];

/// Accepts the first object under its key and ignores later ones.
pub(crate) async fn object_created(state: &State, object: &ObjectCreated, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("noticed").await?;
    let connection = state.database.connection().await?;
    let found = analytics_snapshots::find_by_file_path(&connection, &object.key).await?;
    drop(connection);
    let Some(snapshot) = found else { return reject_unknown(state, &object.key).await };
    if snapshot.is_deleted {
        return purge(state, snapshot.id).await;
    }
    let created = UploadedTable {
        etag: object.etag.as_deref().unwrap_or_default(),
        version_id: object.version_id.as_deref(),
        size: i64::try_from(object.size).unwrap_or(i64::MAX),
    };
    accept(state, &snapshot, &created, is_last_try).await
}

/// Removes an object whose table is gone: every table has its row before a client gets an upload address, so the table was
/// purged meanwhile. Objects under keys of another form are not ours and stay.
async fn reject_unknown(state: &State, key: &str) -> Result<(), Retry> {
    if key.parse::<TableKey>().is_err() {
        warn!(%key, "an object was created for which there is no upload");
        return Ok(());
    }
    info!(%key, "removing an object that was created after its table was deleted");
    object::hide(state, key).await
}

/// Pins the object and reads it, unless another object came first or the work is done.
pub(super) async fn accept(
    state: &State,
    snapshot: &AnalyticsSnapshot,
    object: &UploadedTable<'_>,
    is_last_try: bool,
) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let now = state.clock.now();
    let is_pinned = analytics_snapshots::pin(&connection, snapshot.id, object, &RESUMABLE, now).await?;
    drop(connection);
    if !is_pinned {
        info!(snapshot_id = %snapshot.id, "the object is ignored: another came first, or the work is done");
        return Ok(());
    }
    state.checkpoints.reach("pinned").await?;
    if object.size > state.limits.max_bytes {
        let refusal = refusal::too_large(state.limits.max_bytes);
        return refuse(state, snapshot.id, refusal.code, &refusal.detail).await;
    }
    compute(state, snapshot, object.version_id, is_last_try).await
}

/// Reads the table and stores its figures. After a killed run, a second one leaves the same result.
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
    let read = match state.table_reader.read(&fetched.path(), kind, snapshot.customers_served).await {
        Ok(read) => read,
        Err(ReadError::Refused { code, detail }) => return refuse(state, snapshot.id, &code, &detail).await,
        // on an earlier attempt, other work on the machine may have slowed the reader down
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
    Ok(state.checkpoints.reach("computed").await?)
}

/// The pinned object, or the current one when a restored bucket lacks the pinned version.
async fn fetch(state: &State, key: &str, version: Option<&str>) -> Result<Option<Fetched>, Failure> {
    let object = PinnedObject { key, version_id: version, sha256: None };
    Ok(sisuiq_originals::fetch(&state.objects, &state.bucket, object).await?)
}

/// The figures, with the name of their file.
fn payload(snapshot: &AnalyticsSnapshot, read: Snapshot) -> Map<String, Value> {
    let mut payload = read.payload;
    payload.insert("file".into(), snapshot.file_name.clone().into());
    payload
}
