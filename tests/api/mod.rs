//! One folder a function, one file an operation.

mod auth;
