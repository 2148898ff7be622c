//! Tests of the copilot through its API. Each file is named like the path that it tests.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod api;
mod ingestion;
mod maintenance;
mod metrics;
