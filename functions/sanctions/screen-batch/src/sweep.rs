//! Batches that nobody works on.

use crate::{Retry, State, deliver, files, rescreen, work};
use jiff::SignedDuration;
use sisuiq_events::measure_queue;
use sisuiq_sanctions_db::{rescreenings, screening_batches};
use tokio::time::Instant;
use tracing::{info, warn};

/// The time without progress after which a batch is idle: its message was lost, or its run was killed.
const IDLE_SECONDS: u32 = 60;
/// Batches that one sweep works on; the next one continues.
const MOST: i64 = 100;

/// Measures the queue, works on idle batches, deletes files that were read, and screens earlier subjects with what is new on lists. A batch that fails does not stop the others; the first failure is returned.
pub(crate) async fn sweep(state: &State, idle_seconds: Option<u32>) -> Result<(), Retry> {
    measure_queue(deliver::NAME, &state.queue, &state.dead_letters).await;
    let now = state.clock.now();
    let idle = SignedDuration::from_secs(i64::from(idle_seconds.unwrap_or(IDLE_SECONDS)));
    let connection = state.database.connection().await?;
    let waiting = screening_batches::list_idle(&connection, now - idle, now, MOST).await?;
    let due = rescreenings::list_due(&connection, now - idle, now, MOST).await?;
    drop(connection);
    let mut first_failure = files::delete_read(state).await;
    for id in waiting {
        if state.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            info!("the next sweep continues");
            break;
        }
        if let Err(failure) = work::work_through(state, id).await {
            warn!(batch.id = %id, error = %failure, "work on an idle batch failed");
            first_failure = first_failure.and(Err(failure));
        }
    }
    // batches first: somebody waits for them
    for run in due {
        if state.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            info!("the next sweep continues");
            break;
        }
        if let Err(failure) = rescreen::work_through(state, run).await {
            warn!(run.id = %run, error = %failure, "the screening of earlier subjects failed");
            first_failure = first_failure.and(Err(failure));
        }
    }
    first_failure
}
