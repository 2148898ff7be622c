//! One folder a function, one file an operation; under `v1`, one file a path.

mod admin;
pub(crate) mod auth;
pub(crate) mod chat;
mod citations;
mod docs;
mod documents;
mod health;
mod ingest;
mod once;
mod provenance;
mod round_trips;
mod v1;
