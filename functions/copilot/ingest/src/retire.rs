//! Versions that no longer answer: vectors first, then chunks and words. Their pages stay, for the citations that name them.

use crate::{Retry, State, collections};
use sisuiq_documents_db::document_versions;
use sisuiq_model::DocumentId;
use tracing::info;

/// Retires what another version of the document has taken the place of. Killed anywhere, a second run finishes.
pub(crate) async fn retire_of(state: &State, document: DocumentId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let superseded = document_versions::find_superseded_of(&connection, document).await?;
    drop(connection);
    for place in superseded {
        retire(state, place).await?;
    }
    Ok(())
}

/// Retires one version.
pub(crate) async fn retire(state: &State, (document, version): (DocumentId, i32)) -> Result<(), Retry> {
    state.checkpoints.reach("superseded").await?;
    collections::delete_version(state, document, version).await?;
    state.checkpoints.reach("version unfindable").await?;
    let connection = state.database.connection().await?;
    document_versions::retire(&connection, (document, version), state.clock.now()).await?;
    drop(connection);
    info!(document_id = %document, version, "a version is retired");
    state.checkpoints.reach("retired").await
}
