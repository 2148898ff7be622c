//! Works through batches of screenings.
//!
//! A message names a batch, or the file of one that was uploaded (`deliver`). The file is read, and one transaction stores all its rows with the versions of
//! the lists that they are compared with (`begin`). The rows are then screened in chunks, each in a transaction that locks the batch, opens the alerts, stores
//! what was found and counts it (`work`). The work can therefore be killed at any step: the next run continues with the rows that were not screened, and
//! compares them with the same versions. A second delivery finds nothing to do, or shares the work.
//!
//! A version of a list with entries that are new or different makes the screening of earlier subjects necessary. The run stores that it is, and the schedule
//! finds it. Subjects are taken in one transaction, by their identities alone, and screened in chunks like the rows of a batch, with these entries
//! only; what is no longer stored of a subject is not screened (`rescreen`).
//!
//! Each minute a schedule looks for batches whose message was lost or whose run was killed, ends those that take too long, and deletes files that were
//! read (`sweep`).

mod begin;
mod deliver;
mod files;
mod rescreen;
mod state;
mod sweep;
mod table;
mod work;

pub use sisuiq_events::{HandleError, Retry};
pub use state::State;

use serde_json::Value;
use sisuiq_events::{Invocation, SqsBatchResponse, handle_batch};
use sisuiq_telemetry::traced;

/// Messages that are handled at once: searches use all processors.
const CONCURRENCY: usize = 1;

/// Handles an event: messages, of which the response names the failed ones, or a sweep.
pub async fn handle(state: State, event: Value) -> Result<SqsBatchResponse, HandleError> {
    match Invocation::try_from(event)? {
        Invocation::Batch(batch) => {
            Ok(handle_batch(batch, CONCURRENCY, move |delivery| deliver::deliver(state.clone(), delivery)).await)
        }
        Invocation::Sweep { idle_seconds } => {
            traced("screen-batch.sweep", None, sweep::sweep(&state, idle_seconds)).await?;
            Ok(SqsBatchResponse::default())
        }
    }
}
