//! The marketplace's paths that belong to the platform.

mod auth;
mod health;
mod ops;
mod users;
