//! What administrators need.

use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_db::Database;
use sisuiq_identity::{Foundation, Identity};

/// Everything that these routes touch.
#[derive(Clone, FromRef)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
}

impl From<Foundation> for State {
    fn from(Foundation { clock, database, identity, .. }: Foundation) -> Self {
        Self { clock, database, identity }
    }
}
