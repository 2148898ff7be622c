//! Sends what waits in the outbox: tokens for a new password, proofs of addresses and numbers, and notices to owners of
//! accounts. Invoked by a queue that says that something waits, and each minute by its schedule; what the event says does not
//! matter.

mod outbound_message;
mod relay;
mod sender;
mod state;

pub use relay::{RelayError, relay};
pub use state::State;
