//! The marketplace's paths that belong to the copilot.

mod chat;
mod documents;
mod health;
mod sessions;
mod users;
