//! The object of a table was created: its file is read, and its figures and its copy are stored.

use super::{
    copies::{remove_all, remove_unused},
    purge,
    reading::read,
    refuse,
};
use crate::{Retry, State, object, refusal, retries_exhausted};
use sisuiq_datasets_db::{
    dataset_readings::{self, UploadedTable},
    datasets::{self, Dataset},
};
use sisuiq_events::ObjectCreated;
use sisuiq_model::TableKey;
use tracing::{info, warn};

/// Error codes of tables whose work continues when their object comes after all.
const RESUMABLE: [&str; 2] = [refusal::UPLOAD_EXPIRED, retries_exhausted::CODE];

/// Accepts the first object under its key and ignores later ones.
pub(crate) async fn object_created(state: &State, object: &ObjectCreated, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("noticed").await?;
    let connection = state.database.connection().await?;
    let found = datasets::find_by_file_path(&connection, &object.key).await?;
    drop(connection);
    let Some(dataset) = found else { return reject_unknown(state, &object.key).await };
    if dataset.is_deleted {
        return purge(state, dataset.id).await;
    }
    let created = UploadedTable {
        etag: object.etag.as_deref().unwrap_or_default(),
        version_id: object.version_id.as_deref(),
        size: i64::try_from(object.size).unwrap_or(i64::MAX),
    };
    accept(state, &dataset, &created, is_last_try).await
}

/// Removes an object whose table is gone: every table has its row before a client gets an upload address, so the table was
/// purged meanwhile. Objects under keys of another form are not ours and stay.
async fn reject_unknown(state: &State, key: &str) -> Result<(), Retry> {
    let Ok(TableKey { dataset_id, .. }) = key.parse() else {
        warn!(%key, "an object was created for which there is no upload");
        return Ok(());
    };
    info!(%key, "removing an object that was created after its table was deleted");
    object::hide(state, key).await?;
    remove_all(state, dataset_id).await
}

/// Pins the object and reads it, unless another object came first or the work is done.
pub(super) async fn accept(
    state: &State,
    dataset: &Dataset,
    object: &UploadedTable<'_>,
    is_last_try: bool,
) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let now = state.clock.now();
    let order = dataset_readings::pin(&connection, dataset.id, object, &RESUMABLE, now).await?;
    drop(connection);
    let Some(order) = order else {
        info!(dataset_id = %dataset.id, "the object is ignored: another came first, or the work is done");
        // an earlier run may have been killed before it removed copies
        return remove_unused(state, dataset.id).await;
    };
    state.checkpoints.reach("pinned").await?;
    if object.size > state.limits.max_bytes {
        let refusal = refusal::too_large(state.limits.max_bytes);
        return refuse(state, (dataset.id, order.revision), refusal.code, &refusal.detail).await;
    }
    read(state, dataset, object.version_id, &order, is_last_try).await
}
