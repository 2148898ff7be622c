//! Webhooks that were received.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::SourceId;

/// Records a webhook; `false` if it was received before.
pub async fn insert(transaction: &Transaction<'_>, source: SourceId, message: &str, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/source_webhooks/insert.sql");
    Ok(query::execute(transaction, sql, &[&source, &message, &now]).await? == 1)
}

/// Deletes webhooks that were received before a time.
pub async fn delete_before(client: &impl GenericClient, time: Timestamp) -> Result<u64> {
    query::execute(client, include_str!("../queries/source_webhooks/delete_before.sql"), &[&time]).await
}
