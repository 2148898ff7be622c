//! Tests of `testing` from outside, in one binary: each further one would have to be linked.

mod proxy;
mod statements;
