//! Demo data: the demo user with conversations, staff, documents, tables and watched sources. For development; elsewhere only on
//! explicit request.

mod demo_documents;
mod demo_sessions;
mod demo_sources;
mod demo_staff;
mod demo_tables;
mod demo_user;
mod seed;
mod state;

pub use seed::{Counts, SeedError, SeedRequest, Summary, seed};
pub use state::State;
