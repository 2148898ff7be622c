//! Browsers that were used for a successful login. Rows are written by `auth_sessions/start.sql` and read by
//! `users/find_login.sql`.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};

/// Deletes those that expired before `before`, the oldest first, at most `most`; returns how many.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/known_devices/delete_expired.sql"), &[&before, &most]).await
}
