//! Tests of `accounts-db` from outside, in one binary: each further one would have to be linked.

mod audit_records;
mod auth_sessions;
mod rate_limits;
