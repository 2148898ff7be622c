//! Ingestion: stored PDFs become searchable, citable text, and stored tables become figures.
//!
//! `queue` handles messages: objects that were created or removed, page ranges to read, documents to purge. Each message
//! succeeds or fails alone, and may come twice, late, or after a run that was killed. `index` makes page ranges searchable.
//! `sweep` runs on a schedule and resumes work that no message drives any more.

mod failure;
mod index;
mod law;
mod object;
mod page_range;
mod purge;
mod queue;
mod read_range;
mod recognition;
mod refusal;
mod retries_exhausted;
mod state;
mod sweep;
mod tables;

pub use failure::Refusal;
pub use sisuiq_events::{HandleError, Retry};
pub use state::State;

use serde_json::Value;
use sisuiq_events::{Invocation, SqsBatchResponse, handle_batch};

/// Messages of one batch that are handled at once. More would not be faster: embedding alone uses all cores.
const CONCURRENCY: usize = 2;

/// Handles an invocation: a batch of messages, whose response names the failed ones, or a sweep.
pub async fn handle(state: State, event: Value) -> Result<SqsBatchResponse, HandleError> {
    match Invocation::try_from(event)? {
        Invocation::Batch(batch) => {
            Ok(handle_batch(batch, CONCURRENCY, move |delivery| queue::deliver(state.clone(), delivery)).await)
        }
        Invocation::Sweep { idle_seconds } => {
            sweep::run(&state, idle_seconds).await.map_err(HandleError::Sweep)?;
            Ok(SqsBatchResponse::default())
        }
    }
}
