//! The weighted terms of chunks, by which they are found when the vector store or the embedding model is unavailable.

use crate::document_chunks::FullTextHit;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChunkId, DocumentFilter, SearchScope, VersionKey};

/// The terms of a chunk.
#[derive(Clone, Debug, PartialEq)]
pub struct ChunkTerms<'a> {
    /// The chunk.
    pub chunk: ChunkId,
    /// The ids of its terms, in rising order.
    pub terms: &'a [u32],
    /// Their weights, at the same places.
    pub weights: &'a [f32],
}

/// Stores the terms of chunks of a version, in place of those that they have.
pub async fn put(transaction: &impl GenericClient, version: VersionKey, chunks: &[ChunkTerms<'_>]) -> Result<()> {
    let ids: Vec<ChunkId> = chunks.iter().map(|chunk| chunk.chunk).collect();
    // arrays of different lengths are no array for Postgres, but their literals are
    let terms: Vec<String> = chunks.iter().map(|chunk| literal(&signed(chunk.terms))).collect();
    let weights: Vec<String> = chunks.iter().map(|chunk| literal(chunk.weights)).collect();
    let VersionKey { document, number } = version;
    let sql = include_str!("../queries/document_chunk_terms/put.sql");
    let stored = query::execute(transaction, sql, &[&document, &number, &ids, &terms, &weights]).await?;
    query::exactly("document_chunk_terms/put", chunks.len() as u64, stored)
}

/// Visible chunks that contain any of the terms, best first by the sum over these of both weights. Of many chunks, only those are
/// ranked that contain the rarest terms.
pub async fn search(
    client: &impl GenericClient,
    scope: SearchScope<'_>,
    terms: &[u32],
    weights: &[f32],
    limit: i64,
) -> Result<Vec<FullTextHit>> {
    let sql = include_str!("../queries/document_chunk_terms/search.sql");
    let SearchScope { seen_by, filter: DocumentFilter { sources, kinds, documents, .. } } = scope;
    let terms = signed(terms);
    let parameters: query::Parameters<'_> = &[&seen_by.user(), &terms, &weights, &limit, sources, kinds, documents];
    query::all(client, sql, parameters, |row| Ok(FullTextHit { id: row.try_get("id")?, rank: row.try_get("rank")? }))
        .await
}

/// The same bits as Postgres's integers.
fn signed(terms: &[u32]) -> Vec<i32> {
    terms.iter().map(|term| term.cast_signed()).collect()
}

/// An array as Postgres writes it. The digits of a number are those that it is read back from unchanged.
fn literal(numbers: &[impl ToString]) -> String {
    format!("{{{}}}", numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
}
