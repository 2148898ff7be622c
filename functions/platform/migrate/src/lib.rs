//! Brings the database and the vector collection to the current schema, before new code takes traffic.

mod migrate;
mod state;

pub use migrate::{MigrateError, Migrated, migrate};
pub use state::State;
