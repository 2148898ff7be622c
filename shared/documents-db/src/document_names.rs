//! Names of documents, cut into the terms by which questions name them.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::DocumentId;

/// Documents whose names are not cut into terms yet, at most `limit`, with their names.
pub async fn list_uncut(client: &impl GenericClient, limit: i64) -> Result<Vec<(DocumentId, String)>> {
    query::all(client, include_str!("../queries/document_names/list_uncut.sql"), &[&limit], |row| {
        Ok((row.try_get("id")?, row.try_get("name")?))
    })
    .await
}

/// Stores the terms of names, which contain no spaces, and returns the number of documents that have them now.
pub async fn put_terms(client: &impl GenericClient, named: &[(DocumentId, Vec<String>)]) -> Result<u64> {
    let ids: Vec<DocumentId> = named.iter().map(|(id, _)| *id).collect();
    let terms: Vec<String> = named.iter().map(|(_, terms)| terms.join(" ")).collect();
    query::execute(client, include_str!("../queries/document_names/put_terms.sql"), &[&ids, &terms]).await
}
