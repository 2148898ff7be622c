//! Delivers messages from queues, and scheduled events, to local functions like event source mappings and the scheduler in the cloud, and
//! preserves the originals over a restart of the local S3, which is in memory.

pub mod arguments;
pub mod clients;
mod delivery;
mod event;
mod invoke;
pub mod originals;
mod outcome;
mod run;
mod schedule;
mod source;

pub use event::batch;
pub use invoke::{InvokeError, Invoker};
pub use run::{Bridge, Polling, Stop};
