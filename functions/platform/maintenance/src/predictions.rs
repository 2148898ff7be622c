//! Retention of predictions and their batches.

use jiff::{SignedDuration, Timestamp};
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_public_data_db::{prediction_batches, predictions};
use tracing::info;

/// Predictions that one run deletes; the next run continues.
const LIMIT: i64 = 1_000;
/// Batches that one run deletes, with up to 100 items each.
const BATCHES: i64 = 200;

/// Deletes predictions that are older than the retention, if there is one, and batches that have expired.
pub(crate) async fn delete_old(
    connection: &Connection,
    retention: Option<SignedDuration>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let deleted = match retention {
        Some(retention) => predictions::delete_before(connection, now - retention, LIMIT).await?,
        None => 0,
    };
    let batches = prediction_batches::delete_expired(connection, now, BATCHES).await?;
    info!(predictions = deleted, batches, "deleted old predictions and batches");
    Ok(())
}
