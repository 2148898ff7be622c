//! Demo data for development: the demo user, two short documents and a table. Refuses to run anywhere else.

mod demo_documents;
mod demo_staff;
mod demo_tables;
mod demo_user;
mod seed;
mod state;

pub use seed::{Counts, SeedError, Summary, seed};
pub use state::State;
