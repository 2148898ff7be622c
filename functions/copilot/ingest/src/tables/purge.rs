//! Removal of tables.

use super::copies::remove_all;
use crate::{Retry, State, object};
use sisuiq_datasets_db::datasets;
use sisuiq_events::ObjectRemoved;
use sisuiq_model::DatasetId;
use tracing::warn;

/// Removes the table whose object is gone, unless another object is under the key.
pub(crate) async fn object_removed(state: &State, removed: &ObjectRemoved) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = datasets::find_by_file_path(&connection, &removed.key).await?;
    drop(connection);
    let Some(dataset) = found else { return Ok(()) };
    if object::current(state, &removed.key).await?.is_some() {
        return Ok(());
    }
    hide_and_purge(state, dataset.id).await
}

/// Hides a table whose object is gone, and purges it.
pub(super) async fn hide_and_purge(state: &State, id: DatasetId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    datasets::mark_removed(&connection, id, state.clock.now()).await?;
    drop(connection);
    purge(state, id).await
}

/// Removes everything of a hidden table, and nothing of any other table. The row goes last, so that the sweep finds a killed
/// run.
pub(crate) async fn purge(state: &State, id: DatasetId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let hidden = datasets::find_deleted_path(&connection, id).await?;
    drop(connection);
    let Some(file_path) = hidden else {
        warn!(dataset_id = %id, "nothing is purged: the table is not deleted");
        return Ok(());
    };
    state.checkpoints.reach("purging").await?;
    if let Some(file_path) = file_path {
        object::delete_all_versions(state, &file_path).await?;
    }
    remove_all(state, id).await?;
    state.checkpoints.reach("object gone").await?;
    let connection = state.database.connection().await?;
    datasets::purge(&connection, id).await?;
    Ok(())
}
