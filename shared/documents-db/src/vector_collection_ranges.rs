//! Page ranges that each vector collection contains.

use crate::document_ranges::{PageRange, Place, decode_place};
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::DocumentId;

/// Ranges of current and future versions that a collection does not contain, at most `limit`.
pub async fn find_missing(client: &impl GenericClient, collection: &str, limit: i64) -> Result<Vec<Place>> {
    let sql = include_str!("../queries/vector_collection_ranges/find_missing.sql");
    query::all(client, sql, &[&collection, &limit], decode_place).await
}

/// Notes that a collection holds a range, if the collection is known.
pub async fn insert(
    transaction: &impl GenericClient,
    collection: &str,
    (document, version, range): (DocumentId, i32, PageRange),
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/vector_collection_ranges/insert.sql");
    query::execute(transaction, sql, &[&collection, &document, &version, &range.first, &now]).await?;
    Ok(())
}

/// Notes that no collection holds a range as it is now.
pub async fn delete_range(
    transaction: &impl GenericClient,
    (document, version, range): (DocumentId, i32, PageRange),
) -> Result<()> {
    let sql = include_str!("../queries/vector_collection_ranges/delete_range.sql");
    query::execute(transaction, sql, &[&document, &version, &range.first]).await?;
    Ok(())
}
