//! Tests of `analytics` from outside, in one binary: each further one would have to be linked.

mod corrections;
mod evaluation;
mod hostile;
mod published;
mod tables;
