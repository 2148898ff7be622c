//! Turns stored PDFs into searchable, citable text, and stored tables into figures.
//!
//! Messages come from the ingest queue: objects that landed or went away, page ranges to read, documents to purge. Each
//! succeeds or fails alone, and each may come twice, late, or after it was killed half-way.

mod checkpoint;
mod collections;
mod deliver;
mod embed;
mod expired;
mod failure;
mod given_up;
mod index;
mod land;
mod meaning;
mod object;
mod pages;
mod purge;
mod readers;
mod reindex;
mod remove;
mod resume;
mod retire;
mod state;
mod sweep;
mod table;

pub use failure::{Refusal, Retry};
pub use state::State;

use serde_json::Value;
use sisuiq_events::{Invocation, InvocationError, SqsBatchResponse, handle_batch};

/// Messages of one batch that are worked on at once: embedding keeps all cores busy by itself.
const CONCURRENCY: usize = 2;

/// Why an invocation as a whole failed.
#[derive(Debug, thiserror::Error)]
pub enum HandleError {
    /// It is neither a batch nor a sweep.
    #[error(transparent)]
    Invocation(#[from] InvocationError),
    /// The sweep could not be finished; the next one starts over.
    #[error("the sweep failed")]
    Sweep(#[source] Retry),
}

/// Does what one invocation asks: a batch of messages, answered with those to be delivered again, or a sweep.
pub async fn handle(state: State, event: Value) -> Result<SqsBatchResponse, HandleError> {
    match Invocation::try_from(event)? {
        Invocation::Batch(batch) => {
            Ok(handle_batch(batch, CONCURRENCY, move |delivery| deliver::deliver(state.clone(), delivery)).await)
        }
        Invocation::Sweep { idle_seconds } => {
            sweep::invoked(&state, idle_seconds).await.map_err(HandleError::Sweep)?;
            Ok(SqsBatchResponse::default())
        }
    }
}
