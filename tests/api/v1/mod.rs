//! The marketplace, its customers and staff, and the first version of the copilot's interface.

mod auth;
mod chat;
mod documents;
mod health;
mod ops;
mod sessions;
mod users;
