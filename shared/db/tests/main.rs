//! Tests of `db` from outside, in one binary: each further one would have to be linked.

mod authorities;
mod pool;
mod postgres_error;
mod tls;
