//! Takes the records of fetched lists over.
//!
//! A message names a run whose files are fetched (`deliver`). The run is claimed, the files are downloaded and read as a whole (`files`,
//! `read`), and compared with what is known of the list. If it has changed, the index of its names is stored as an object of its own
//! (`names`). One transaction ends versions that the list no longer has, stores new ones with their index, records what was
//! read, and ends the run (`work`, `store`). The work can therefore be killed at any step: nothing of it is stored, and the next attempt
//! does the same. A second delivery finds the run claimed or finished.
//!
//! A file that is damaged, or a list that lost more than a fifth of its entries, fails the run and changes nothing. The schedule of
//! `fetch` sends the messages of runs that nobody works on again.

mod deliver;
mod files;
mod names;
mod read;
mod state;
mod store;
mod work;

pub use sisuiq_events::Retry;
pub use state::State;

use serde_json::Value;
use sisuiq_events::{Invocation, InvocationError, SqsBatchResponse, handle_batch};

/// Messages that are handled at once: a list takes memory.
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
