//! Tests over small files of the project's own. All names in them are invented.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests are test code")]

mod differences;
mod eu;
mod files;
mod hostile;
mod ofac;
mod others;
mod schemas;
mod timelines;
mod un;
