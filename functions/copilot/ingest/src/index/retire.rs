//! Superseded versions: vectors are removed first, then chunks and words. Pages stay for the citations that refer to them.

use super::collections;
use crate::{Retry, State};
use sisuiq_documents_db::document_versions;
use sisuiq_model::{DocumentId, VersionKey};
use tracing::info;

/// Retires all superseded versions of a document. After a killed run, a second one finishes.
pub(crate) async fn retire_superseded(state: &State, document: DocumentId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let superseded = document_versions::find_superseded_of(&connection, document).await?;
    drop(connection);
    for version in superseded {
        retire(state, version).await?;
    }
    Ok(())
}

/// Retires one version.
pub(crate) async fn retire(state: &State, version: VersionKey) -> Result<(), Retry> {
    let VersionKey { document, number } = version;
    state.checkpoints.reach("superseded").await?;
    collections::delete_version(state, document, number).await?;
    state.checkpoints.reach("version unfindable").await?;
    let connection = state.database.connection().await?;
    document_versions::retire(&connection, version, state.clock.now()).await?;
    drop(connection);
    info!(document_id = %document, version = number, "a version is retired");
    Ok(state.checkpoints.reach("retired").await?)
}
