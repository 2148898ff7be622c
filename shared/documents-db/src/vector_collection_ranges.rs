//! Page ranges that each vector collection contains.

use crate::document_ranges::{RangeKey, decode_key};
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};

/// Finished ranges of current and newer versions that a collection does not contain, at most `limit`.
pub async fn find_missing(client: &impl GenericClient, collection: &str, limit: i64) -> Result<Vec<RangeKey>> {
    let sql = include_str!("../queries/vector_collection_ranges/find_missing.sql");
    query::all(client, sql, &[&collection, &limit], decode_key).await
}

/// Notes that a collection holds a range, if the collection is known.
pub async fn insert(transaction: &impl GenericClient, collection: &str, key: RangeKey, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/vector_collection_ranges/insert.sql");
    let RangeKey { version, range } = key;
    query::execute(transaction, sql, &[&collection, &version.document, &version.number, &range.first, &now]).await?;
    Ok(())
}

/// Notes that no collection holds a range as it is now.
pub async fn delete_range(transaction: &impl GenericClient, key: RangeKey) -> Result<()> {
    let sql = include_str!("../queries/vector_collection_ranges/delete_range.sql");
    let RangeKey { version, range } = key;
    query::execute(transaction, sql, &[&version.document, &version.number, &range.first]).await?;
    Ok(())
}
