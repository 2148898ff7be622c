//! One folder a function, one file an operation.

mod auth;
mod chat;
mod documents;
mod health;
