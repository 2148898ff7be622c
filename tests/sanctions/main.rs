//! Tests of the sanctions service through its API. Each file is named like the path that it tests.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod api;
mod demo;
mod drill;
mod law;
mod library;
mod list;
mod product;
mod related;
mod rescreening;
mod runs;
