//! Demo data: the demo user with conversations, staff, documents, law, tables and watched sources. For development; elsewhere only on
//! explicit request.

mod demo_documents;
mod demo_law;
mod demo_sessions;
mod demo_sources;
mod demo_staff;
mod demo_tables;
mod demo_user;
mod seed;
mod state;

pub use demo_law::{DEMO_LAW, DemoLaw};
pub use seed::{Counts, SeedError, SeedRequest, Summary, seed};
pub use state::State;
