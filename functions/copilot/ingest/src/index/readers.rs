//! Readers of a document in the vector store.
//!
//! Postgres checks every result of a search again, so an update may come late. Until it comes, results that the caller may no
//! longer see take the place of others.

use super::collections;
use crate::{Retry, State};
use sisuiq_documents_db::documents::{self, DocumentReaders};
use sisuiq_model::DocumentId;
use sisuiq_retrieval::vector_store::Readers;
use tracing::info;

/// Updates the readers in the vector store, unless it has this revision or a later one. Messages may come twice and in any
/// order, and a run may be killed anywhere: points keep the readers of the latest revision.
pub(crate) async fn update(state: &State, document: DocumentId, revision: Option<i64>) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = documents::find_readers(&connection, document).await?;
    drop(connection);
    // the purge of a hidden document removes its points
    let Some(known) = found else { return Ok(()) };
    if known.indexed_revision >= revision.unwrap_or(known.revision) {
        return Ok(());
    }
    state.checkpoints.reach("readers known").await?;
    collections::set_readers(state, document, &readers(&known)).await?;
    state.checkpoints.reach("readers told").await?;
    let connection = state.database.connection().await?;
    documents::note_readers(&connection, document, &known).await?;
    drop(connection);
    info!(document_id = %document, revision = known.revision, "updated the readers in the vector store");
    Ok(state.checkpoints.reach("readers noted").await?)
}

/// Updates the readers once more if they changed while points with the readers of this revision were being stored.
pub(crate) async fn update_if_overtaken(state: &State, document: DocumentId, revision: i64) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let is_overtaken = documents::doubt_readers(&connection, document, revision).await?;
    drop(connection);
    if is_overtaken { update(state, document, None).await } else { Ok(()) }
}

fn readers(known: &DocumentReaders) -> Readers {
    Readers {
        owner: known.owner_id,
        access: known.access,
        users: known.shared_with.clone(),
        roles: known.shared_with_roles.clone(),
        groups: known.shared_with_groups.clone(),
        revision: known.revision,
    }
}
