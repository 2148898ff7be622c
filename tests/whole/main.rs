//! Tests across all functions: contract, security, backups, local cloud, messages, observability and traces.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod backups;
mod contract;
mod local_cloud;
mod messages;
mod observability;
mod routes;
mod security;
mod traces;
