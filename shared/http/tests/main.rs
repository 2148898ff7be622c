//! Tests of `http` from outside, in one binary: each further one would have to be linked.

mod admission;
mod cors;
mod language;
mod log;
mod serve;
