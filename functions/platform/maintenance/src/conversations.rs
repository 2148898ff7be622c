//! Retention of conversations.

use jiff::Timestamp;
use sisuiq_chat_db::chat_sessions;
use sisuiq_db::{Connection, DatabaseError};
use tracing::info;

/// Conversations that one run deletes; the next run continues. Messages, citations and records of each go with it.
const LIMIT: i64 = 200;

/// Deletes conversations without a message since `before`.
pub(crate) async fn delete_idle(connection: &mut Connection, before: Timestamp) -> Result<(), DatabaseError> {
    let deleted = chat_sessions::delete_idle(connection, before, LIMIT).await?;
    info!(deleted, "deleted idle conversations");
    Ok(())
}
