//! Purge of a hidden document: its vectors are removed first, then its objects, then its rows.

use crate::{Retry, State, index::collections, object};
use sisuiq_documents_db::documents;
use sisuiq_model::DocumentId;
use tracing::warn;

/// Removes everything of a hidden document, and nothing of any other document. After a killed run, a second one finishes: the
/// rows go last, so that the sweep finds them.
pub(crate) async fn purge(state: &State, document: DocumentId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    if documents::hold_for_writing(&connection, document).await?.is_some() {
        warn!(document_id = %document, "nothing is purged: the document is not deleted");
        return Ok(());
    }
    drop(connection);
    state.checkpoints.reach("purging").await?;
    collections::delete_document(state, document).await?;
    state.checkpoints.reach("vectors gone").await?;
    let connection = state.database.connection().await?;
    let keys = documents::object_keys(&connection, document).await?;
    drop(connection);
    for key in keys {
        object::delete_all_versions(state, &key).await?;
    }
    state.checkpoints.reach("object gone").await?;
    let connection = state.database.connection().await?;
    documents::purge(&connection, document).await?;
    drop(connection);
    Ok(state.checkpoints.reach("rows gone").await?)
}
