//! Deletes conversations that are over, where it is set how long they are kept.

use crate::{Retry, State};
use sisuiq_chat_db::chat_sessions;
use sisuiq_db::Connection;
use tracing::info;

/// How many one sweep deletes; the next goes on. With each go its messages, citations and records.
const MOST: i64 = 200;

pub(crate) async fn forget(state: &State, connection: &mut Connection) -> Result<(), Retry> {
    let Some(kept) = state.limits.conversations else { return Ok(()) };
    let deleted = chat_sessions::delete_idle(connection, state.clock.now() - kept, MOST).await?;
    info!(deleted, "conversations in which nothing was said for as long as they are kept are deleted");
    Ok(())
}
