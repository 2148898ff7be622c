//! Sends the messages of the outbox: tokens for a new password, verifications of addresses and numbers, and notices to owners
//! of accounts. A queue invokes the function when there is a message, and a schedule every minute. The content of the event
//! does not matter.

mod outbound_message;
mod relay;
mod sender;
mod state;

pub use relay::{RelayError, relay};
pub use state::State;
