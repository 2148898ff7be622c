//! The provisions that chunks of legal texts belong to.

use crate::document_ranges::{PageRange, RangeKey};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChunkId, DocumentFilter, DocumentId, LawFilter, Provision, SearchScope, VersionKey};
use std::collections::HashMap;
use tokio_postgres::types::Json;

/// The provision of a chunk.
#[derive(Clone, Copy, Debug)]
pub struct ChunkProvision<'a> {
    /// The chunk.
    pub chunk: ChunkId,
    /// Its provision.
    pub provision: &'a Provision,
    /// The provisions in it and around it, as questions name them: `article 5(1)`, `article 5`.
    pub names: &'a [String],
}

/// Stores the provisions of chunks of a version, in place of those that they have.
pub async fn put(
    transaction: &impl GenericClient,
    version: VersionKey,
    provisions: &[ChunkProvision<'_>],
) -> Result<()> {
    if provisions.is_empty() {
        return Ok(());
    }
    let ids: Vec<ChunkId> = provisions.iter().map(|stored| stored.chunk).collect();
    let contents: Vec<Json<&Provision>> = provisions.iter().map(|stored| Json(stored.provision)).collect();
    // arrays of different lengths are no array for Postgres
    let names: Vec<Json<&[String]>> = provisions.iter().map(|stored| Json(stored.names)).collect();
    let VersionKey { document, number } = version;
    let sql = include_str!("../queries/document_chunk_provisions/put.sql");
    let stored = query::execute(transaction, sql, &[&document, &number, &ids, &contents, &names]).await?;
    query::exactly("document_chunk_provisions/put", provisions.len() as u64, stored)
}

/// The provisions of the chunks of a range.
pub async fn list_range(client: &impl GenericClient, key: RangeKey) -> Result<HashMap<ChunkId, Provision>> {
    let sql = include_str!("../queries/document_chunk_provisions/list_range.sql");
    let RangeKey { version: VersionKey { document, number }, range: PageRange { first, last } } = key;
    let found = query::all(client, sql, &[&document, &number, &first, &last], |row| {
        let Json(provision) = row.try_get("provision")?;
        Ok((row.try_get("chunk_id")?, provision))
    })
    .await?;
    Ok(found.into_iter().collect())
}

/// What a question names.
#[derive(Clone, Copy, Debug)]
pub struct NamedLaw<'a> {
    /// Provisions, as [`ChunkProvision::names`] has them.
    pub provisions: &'a [String],
    /// Words that may be defined terms, in small letters.
    pub terms: &'a [String],
    /// The documents that the question may be about.
    pub likely: &'a [DocumentId],
}

/// A chunk that a question leads to by a name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedChunk {
    /// The chunk.
    pub chunk: ChunkId,
    /// The longest term of the question that it defines; `None` if it contains a provision that the question names.
    pub term: Option<String>,
}

/// The first `limit` visible chunks of law that applies and that contain a provision or define a term: provisions first, and among them
/// those of the likely documents.
pub async fn find_named(
    client: &impl GenericClient,
    scope: SearchScope<'_>,
    law: &LawFilter,
    named: NamedLaw<'_>,
    limit: i64,
) -> Result<Vec<NamedChunk>> {
    let sql = include_str!("../queries/document_chunk_provisions/find_named.sql");
    let SearchScope { seen_by, filter: DocumentFilter { sources, kinds, documents, .. } } = scope;
    let NamedLaw { provisions, terms, likely } = named;
    let parameters: query::Parameters<'_> =
        &[&seen_by.user(), &provisions, &terms, sources, kinds, documents, &law.day, &law.language, &limit, &likely];
    query::all(client, sql, parameters, |row| {
        let mut terms: Vec<String> = row.try_get("terms")?;
        let term = if row.try_get("is_provision")? { None } else { terms.pop() };
        Ok(NamedChunk { chunk: row.try_get("chunk_id")?, term })
    })
    .await
}

/// The first chunks of at most `limit` provisions to which these chunks refer within their texts, in the order of the chunks.
pub async fn find_referenced(client: &impl GenericClient, chunks: &[ChunkId], limit: i64) -> Result<Vec<ChunkId>> {
    let sql = include_str!("../queries/document_chunk_provisions/find_referenced.sql");
    query::all(client, sql, &[&chunks, &limit], |row| Ok(row.try_get("chunk_id")?)).await
}
