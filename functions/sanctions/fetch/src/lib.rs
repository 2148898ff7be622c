//! Fetches watched sources, and keeps what they sent.
//!
//! A message names a run (`deliver`). The run is claimed, its source's files are requested with the validators of what was read
//! last, changed ones are stored under a key that contains their SHA-256, and one transaction ends the run and records what was read
//! (`work`). The work can therefore be killed at any step: the claim ends after a while, and the next attempt stores the same objects
//! and the same rows. A second delivery finds the run claimed or finished.
//!
//! A schedule starts the runs of sources that are due, and sends the messages of runs that nobody works on again (`sweep`). After a
//! deployment all sources are read, because a new release may permit, request or read them differently (`deployed`).

mod deliver;
mod deployed;
mod end;
mod files;
mod law;
mod law_check;
mod law_days;
mod state;
mod sweep;
mod work;

pub use sisuiq_events::{HandleError, Retry};
pub use state::State;

use serde_json::Value;
use sisuiq_events::{Invocation, SqsBatchResponse, handle_batch};
use sisuiq_telemetry::traced;

/// Messages that are handled at once: a fetch mostly waits, and temporary files share one disk.
const CONCURRENCY: usize = 2;

/// The `kind` of the event that follows a deployment.
const DEPLOYED: &str = "deployed";

/// Handles an event: messages, of which the response names the failed ones, a sweep, or the end of a deployment.
pub async fn handle(state: State, event: Value) -> Result<SqsBatchResponse, HandleError> {
    if event.get("kind").and_then(Value::as_str) == Some(DEPLOYED) {
        traced("fetch.deployed", None, deployed::start_all(&state)).await?;
        return Ok(SqsBatchResponse::default());
    }
    match Invocation::try_from(event)? {
        Invocation::Batch(batch) => {
            Ok(handle_batch(batch, CONCURRENCY, move |delivery| deliver::deliver(state.clone(), delivery)).await)
        }
        Invocation::Sweep { idle_seconds } => {
            traced("fetch.sweep", None, sweep::sweep(&state, idle_seconds)).await?;
            Ok(SqsBatchResponse::default())
        }
    }
}
