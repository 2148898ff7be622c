//! Page ranges that an older reader made: they are read again, a few at a time, while nothing else waits.

use super::send_stale;
use crate::{Retry, State};
use sisuiq_documents_db::document_ranges;
use tracing::info;

/// Marks ranges of an older reader as stale and sends them to the queue, unless it has messages or files are being read. After a
/// killed run, a later sweep sends what was marked.
pub(super) async fn send_outdated(state: &State) -> Result<(), Retry> {
    let most = state.limits.reread_ranges;
    if most == 0 || !is_idle(state).await? {
        return Ok(());
    }
    let connection = state.database.connection().await?;
    let ranges = document_ranges::mark_outdated(&connection, most, state.clock.now()).await?;
    drop(connection);
    if ranges.is_empty() {
        return Ok(());
    }
    state.checkpoints.reach("reread marked").await?;
    send_stale(state, &ranges).await?;
    info!(ranges = ranges.len(), "page ranges of an older reader are read again");
    Ok(())
}

/// Returns whether the queue has no message, as far as it has counted.
async fn is_idle(state: &State) -> Result<bool, Retry> {
    let queue = state.queue.length().await?;
    Ok(queue.waiting + queue.in_flight == 0)
}
