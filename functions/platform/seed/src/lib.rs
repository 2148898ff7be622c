//! Demo data: the demo user with conversations, staff, documents and a table. For development, and elsewhere only for whoever says
//! so.

mod demo_documents;
mod demo_sessions;
mod demo_staff;
mod demo_tables;
mod demo_user;
mod seed;
mod state;

pub use seed::{Counts, Order, SeedError, Summary, seed};
pub use state::State;
