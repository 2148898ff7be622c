//! Migrates the database and creates the vector collections, before new code takes traffic.

mod migrate;
mod state;

pub use migrate::{MigrateError, Migrated, migrate};
pub use state::State;
