//! Reading of tables: their figures and columnar copies are computed and stored.

use super::{
    copies::{copy, remove_all, remove_unused},
    files::{TableFile, Unread},
    purge, refuse,
    sweep::resume,
};
use crate::{Retry, State};
use serde_json::Value;
use sisuiq_datasets_db::{
    dataset_readings::{self, Figures, ReadingOrder},
    datasets::{self, Dataset},
};
use sisuiq_model::{DatasetId, DocumentStatus, FrameKey};
use sisuiq_telemetry::metrics::ANALYTICS_RUNS_TOTAL;
use std::time::Instant;
use tracing::{info, warn};

/// Reads a table again whose corrections changed, or whose copy is missing. Nothing is to be done for other tables.
pub(crate) async fn read_again(state: &State, id: DatasetId, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("noticed").await?;
    let connection = state.database.connection().await?;
    let found = datasets::find(&connection, id).await?;
    drop(connection);
    match found {
        None => remove_all(state, id).await,
        Some(dataset) if dataset.is_deleted => purge(state, id).await,
        Some(dataset) if dataset.status == DocumentStatus::Processing => resume(state, &dataset, is_last_try).await,
        Some(dataset) if dataset.status == DocumentStatus::Ready && dataset.readable_copy().is_none() => {
            add_copy(state, &dataset, is_last_try).await
        }
        // an earlier run may have been killed before it removed copies
        Some(_) => remove_unused(state, id).await,
    }
}

/// Reads a table as ordered and stores its figures and its copy in one step. After a killed run, a second one leaves the same
/// result.
pub(super) async fn read(
    state: &State,
    dataset: &Dataset,
    version: Option<&str>,
    order: &ReadingOrder,
    is_last_try: bool,
) -> Result<(), Retry> {
    match compute(state, dataset, version, order, is_last_try).await {
        Ok(()) => Ok(()),
        Err(Unread::Retry(retry)) => Err(retry),
        Err(Unread::Refused { code, detail }) => {
            refuse(state, (dataset.id, order.revision), &code, &detail).await?;
            remove_unused(state, dataset.id).await
        }
    }
}

async fn compute(
    state: &State,
    dataset: &Dataset,
    version: Option<&str>,
    order: &ReadingOrder,
    is_last_try: bool,
) -> Result<(), Unread> {
    let file = TableFile::fetch(state, dataset, (version, &order.mapping), is_last_try).await?;
    state.checkpoints.reach("fetched").await?;
    let began = Instant::now();
    let (payload, is_of_outages) = file.figures().await?;
    let analytics_ms = i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX);
    let payload = Value::Object(payload);
    let key = FrameKey { dataset_id: dataset.id, revision: order.revision };
    let copied = copy(state, key, &file).await?;
    let figures = Figures { payload: &payload, sha256: &file.fetched.sha256, analytics_ms };
    let revision = (dataset.id, order.revision);
    let connection = state.database.connection().await?;
    let is_stored =
        dataset_readings::store(&connection, revision, &figures, &copied.stored(), state.clock.now()).await?;
    drop(connection);
    if is_stored {
        ANALYTICS_RUNS_TOTAL.count([datasets::dataset_of(&payload)]);
    }
    info!(dataset_id = %dataset.id, revision = order.revision, analytics_ms, is_of_outages, is_stored, "analytics_run");
    state.checkpoints.reach("computed").await?;
    Ok(remove_unused(state, dataset.id).await?)
}

/// Adds the copy to a table that is ready; it stays in service.
pub(super) async fn add_copy(state: &State, dataset: &Dataset, is_last_try: bool) -> Result<(), Retry> {
    if dataset.file_path.is_none() {
        return Ok(());
    }
    let added = async {
        let order = (dataset.object_version_id.as_deref(), &dataset.mapping);
        let file = TableFile::fetch(state, dataset, order, is_last_try).await?;
        state.checkpoints.reach("fetched").await?;
        let key = FrameKey { dataset_id: dataset.id, revision: dataset.revision };
        let copied = copy(state, key, &file).await?;
        let connection = state.database.connection().await?;
        let revision = (dataset.id, dataset.revision);
        let is_stored = dataset_readings::store_copy(&connection, revision, &copied.stored()).await?;
        drop(connection);
        info!(dataset_id = %dataset.id, revision = dataset.revision, is_stored, "a copy was added to a table");
        state.checkpoints.reach("computed").await?;
        Ok(remove_unused(state, dataset.id).await?)
    };
    match added.await {
        Ok(()) => Ok(()),
        Err(Unread::Retry(retry)) => Err(retry),
        Err(Unread::Refused { code, detail }) => {
            warn!(dataset_id = %dataset.id, code, detail, "a table that is ready cannot be copied");
            Ok(())
        }
    }
}
