//! The copilot from outside, one story a test. The files are named like the paths that they ask.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod api;
mod ingestion;
mod maintenance;
mod metrics;
