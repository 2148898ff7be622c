//! The copilot's functions as a world runs them, and what its tests and the suites of `prove` share.
#![recursion_limit = "256"]

pub mod ingestion;
pub mod plan;
mod product;
pub mod provider;

pub use product::{COPILOT, Ingest};
