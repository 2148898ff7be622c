//! Browsers from which somebody has logged in with success.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};

/// Forgets those that expired before `before`, those that did so first, `most` at most; says how many.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/known_devices/delete_expired.sql"), &[&before, &most]).await
}
