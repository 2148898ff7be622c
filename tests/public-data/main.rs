//! Tests of the public data service through its API. Each file is named like the path that it tests.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod accident;
mod anthropic;
mod api;
mod conversation;
mod dataset;
mod maintenance;
mod product;
