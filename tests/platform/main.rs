//! The platform from outside, one story a test. The files are named like the paths that they ask.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod api;
mod health;
mod product;
mod security;
mod well_known;
