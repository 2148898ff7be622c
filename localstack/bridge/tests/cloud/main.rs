//! Tests of the bridge with a local S3 and SQS, and with a mock function per test.
//!
//! `SISUIQ_TEST_AWS_ENDPOINT_URL` names the local cloud; `cargo dev test` sets it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

mod delivering;
mod originals;
mod process;
mod world;
