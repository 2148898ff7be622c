//! Vectors of sentences and rows of chunks, by models other than the one used at indexing.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::ChunkId;

/// Stores vectors by a model, except for chunks that are gone or were indexed with that model.
pub async fn insert(transaction: &impl GenericClient, model: &str, vectors: &[(ChunkId, &[u8])]) -> Result<()> {
    let (ids, packed): (Vec<ChunkId>, Vec<&[u8]>) = vectors.iter().copied().unzip();
    let sql = include_str!("../queries/document_chunk_vectors/insert.sql");
    query::execute(transaction, sql, &[&ids, &model, &packed]).await?;
    Ok(())
}
