//! The product from outside, one story a test.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod api;
mod backups;
mod contract;
mod evaluation;
mod ingestion;
mod local_cloud;
mod maintenance;
mod messages;
mod observability;
mod security;
mod traces;
