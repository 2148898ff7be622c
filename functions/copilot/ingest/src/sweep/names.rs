//! Names of documents, cut into terms, by which questions find them. Names that are not cut yet are all looked through.

use super::LIMIT;
use crate::{Retry, State};
use sisuiq_documents_db::document_names;
use sisuiq_retrieval::question::names;

/// Cuts the names of new documents, and after an upgrade those of all.
pub(super) async fn cut(state: &State) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    loop {
        let uncut = document_names::list_uncut(&connection, LIMIT).await?;
        let named: Vec<_> =
            uncut.into_iter().map(|(id, name)| (id, names::of_document(&name).into_iter().collect())).collect();
        // documents that others change meanwhile are left to the next sweep
        if named.is_empty() || document_names::put_terms(&connection, &named).await? == 0 {
            return Ok(());
        }
    }
}
