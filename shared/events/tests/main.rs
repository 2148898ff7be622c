//! Tests of `events` from outside, in one binary: each further one would have to be linked.

mod batches;
mod parsing;
mod sending;
