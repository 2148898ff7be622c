//! One folder a function, one file an operation.

mod auth;
mod chat;
mod citations;
mod documents;
mod health;
mod round_trips;
