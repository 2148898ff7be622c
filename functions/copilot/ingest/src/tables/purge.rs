//! Removal of tables.

use crate::{Retry, State, object};
use sisuiq_documents_db::analytics_snapshots;
use sisuiq_events::ObjectRemoved;
use sisuiq_model::AnalyticsSnapshotId;
use tracing::warn;

/// Removes the table whose object is gone, unless another object is under the key.
pub(crate) async fn object_removed(state: &State, removed: &ObjectRemoved) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = analytics_snapshots::find_by_file_path(&connection, &removed.key).await?;
    drop(connection);
    let Some(snapshot) = found else { return Ok(()) };
    if object::current(state, &removed.key).await?.is_some() {
        return Ok(());
    }
    hide_and_purge(state, snapshot.id).await
}

/// Hides a table whose object is gone, and purges it.
pub(super) async fn hide_and_purge(state: &State, id: AnalyticsSnapshotId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    analytics_snapshots::mark_removed(&connection, id, state.clock.now()).await?;
    drop(connection);
    purge(state, id).await
}

/// Removes everything of a hidden table, and nothing of any other table. The row goes last, so that the sweep finds a killed
/// run.
pub(crate) async fn purge(state: &State, id: AnalyticsSnapshotId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let hidden = analytics_snapshots::find_deleted_path(&connection, id).await?;
    drop(connection);
    let Some(file_path) = hidden else {
        warn!(snapshot_id = %id, "nothing is purged: the table is not deleted");
        return Ok(());
    };
    state.checkpoints.reach("purging").await?;
    if let Some(file_path) = file_path {
        object::delete_all_versions(state, &file_path).await?;
    }
    state.checkpoints.reach("object gone").await?;
    let connection = state.database.connection().await?;
    analytics_snapshots::purge(&connection, id).await?;
    Ok(())
}
