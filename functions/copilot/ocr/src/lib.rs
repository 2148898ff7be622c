//! Recognition of text on pages of stored PDFs that have none.
//!
//! The function `ingest` lets such pages wait in the database and sends a message for each. This function draws the page in a
//! child process (`page`), reads the picture (`reader`) and stores lines and words with their places (`finish`). When no page of
//! a range waits any more, the range is read again by `ingest`, which lays the stored words out as the text of their pages.
//!
//! Each message succeeds or fails alone, and may come twice, late, or after a run that was killed: attempts are counted in the
//! database, and a page that does not wait is left as it is.

mod deliver;
mod failure;
mod finish;
mod layout;
mod limits;
mod page;
mod reader;
mod state;

pub use sisuiq_events::Retry;
pub use state::State;

use serde_json::Value;
use sisuiq_events::{Invocation, InvocationError, SqsBatchResponse, handle_batch};

/// Messages of one batch that are handled at once: recognition uses one processor and the memory of one page.
const CONCURRENCY: usize = 1;

/// Handles a batch of messages; the response names the failed ones.
pub async fn handle(state: State, event: Value) -> Result<SqsBatchResponse, InvocationError> {
    match Invocation::try_from(event)? {
        Invocation::Batch(batch) => {
            Ok(handle_batch(batch, CONCURRENCY, move |delivery| deliver::deliver(state.clone(), delivery)).await)
        }
        Invocation::Sweep { .. } => Err(InvocationError::Unrecognised),
    }
}
