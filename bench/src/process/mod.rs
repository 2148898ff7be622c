//! Programs that are measured, as processes of their own.

mod memory;
mod service;

pub(crate) use memory::{Memory, Watch, resident_megabytes};
pub(crate) use service::{Service, log_file};
