//! Tests of `analytics` from outside, in one binary: each further one would have to be linked.

mod evaluation;
mod published;
mod tables;
