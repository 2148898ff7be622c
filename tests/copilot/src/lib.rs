//! The copilot's functions for a world, and test helpers that its tests share with the suites of `prove`.
#![recursion_limit = "256"]

pub mod ingestion;
pub mod plan;
mod product;
pub mod provider;

pub use product::{COPILOT, Ingest};
