//! Tests of the platform through its API. Each file is named like the path that it tests.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod api;
mod health;
mod product;
mod security;
mod well_known;
