//! Who may read a document, told to the vector store. Postgres decides again for whatever is found there, so that this may come
//! late; until it came, what somebody may no longer see takes the place of what they may.

use crate::{Retry, State, collections};
use sisuiq_documents_db::documents::{self, DocumentReaders};
use sisuiq_model::DocumentId;
use sisuiq_retrieval::store::Readers;
use tracing::info;

/// Tells the vector store who may read the document now, unless it knows of this revision or of a later one. Messages may come
/// twice and in any order, and a run may be killed anywhere: points keep the latest readers they were told of.
pub(crate) async fn tell(state: &State, document: DocumentId, revision: Option<i64>) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = documents::find_readers(&connection, document).await?;
    drop(connection);
    // whoever cleans up after a hidden document removes its points
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
    info!(document_id = %document, revision = known.revision, "the vector store knows who may read the document");
    state.checkpoints.reach("readers noted").await
}

/// To be called after points were stored that know of the readers of this revision: should others have been told to the points
/// that were there before, these are told too.
pub(crate) async fn check(state: &State, document: DocumentId, revision: i64) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let overtaken = documents::doubt_readers(&connection, document, revision).await?;
    drop(connection);
    if overtaken { tell(state, document, None).await } else { Ok(()) }
}

fn readers(known: &DocumentReaders) -> Readers {
    Readers {
        owner: known.owner_id,
        access: known.access,
        users: known.shared_with.clone(),
        roles: known.shared_with_roles.clone(),
        revision: known.revision,
    }
}
