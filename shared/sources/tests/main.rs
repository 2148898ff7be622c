//! Tests of `sources` from outside, in one binary: each further one would have to be linked.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test code")]

mod conditional;
mod fetching;
mod hostile;
mod limits;
mod local;
mod world;
