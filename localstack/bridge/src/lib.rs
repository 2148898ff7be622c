//! Delivers queues and schedules to local functions as event source mappings and the scheduler do in the cloud, and
//! keeps the originals over a restart of a local S3 that forgets.

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
