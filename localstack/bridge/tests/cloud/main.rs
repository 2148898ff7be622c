//! The bridge over a real S3 and SQS, in front of functions made for each test.
//!
//! `SISUIQ_TEST_AWS_ENDPOINT_URL` names the local cloud; `cargo dev test` sets it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod delivering;
mod originals;
mod process;
mod world;
