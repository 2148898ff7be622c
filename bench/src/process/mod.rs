//! Child processes of measured programs, their logs and memory.

mod log;
mod memory;
mod service;

pub(crate) use log::Log;
pub(crate) use memory::{Memory, Watch, resident_megabytes};
pub(crate) use service::Service;
