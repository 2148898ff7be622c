//! Works through batches of predictions.
//!
//! A message names a batch (`deliver`). Its accidents are predicted in chunks, each in a transaction that locks the batch, stores the
//! outcomes and counts them (`work`). The work can therefore be killed at any step: the next run continues with the accidents that have
//! no outcome. A second delivery finds nothing to do, or shares the work.
//!
//! Each minute a schedule looks for batches whose message was lost or whose run was killed, and ends those that take too long (`sweep`).

mod deliver;
mod outcome;
mod state;
mod sweep;
mod work;

pub use sisuiq_events::{HandleError, Retry};
pub use state::State;

use serde_json::Value;
use sisuiq_events::{Invocation, SqsBatchResponse, handle_batch};
use sisuiq_telemetry::traced;

/// Messages that are handled at once: predictions use one processor.
const CONCURRENCY: usize = 1;

/// Handles an event: messages, of which the response names the failed ones, or a sweep.
pub async fn handle(state: State, event: Value) -> Result<SqsBatchResponse, HandleError> {
    match Invocation::try_from(event)? {
        Invocation::Batch(batch) => {
            Ok(handle_batch(batch, CONCURRENCY, move |delivery| deliver::deliver(state.clone(), delivery)).await)
        }
        Invocation::Sweep { idle_seconds } => {
            traced("predict-batch.sweep", None, sweep::sweep(&state, idle_seconds)).await?;
            Ok(SqsBatchResponse::default())
        }
    }
}
