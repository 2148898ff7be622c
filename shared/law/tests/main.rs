//! Tests of legal texts.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests are test code")]

mod law;
