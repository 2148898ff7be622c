//! Demo data for development: the demo user and two short documents. Refuses to run anywhere else.

mod demo_documents;
mod demo_staff;
mod demo_user;
mod seed;
mod state;

pub use seed::{Counts, SeedError, Summary, seed};
pub use state::State;
