//! What administrators need.

use axum::extract::FromRef;
use sisuiq_db::Database;
use sisuiq_identity::{Foundation, Identity};

/// Everything that these routes touch.
#[derive(Clone, FromRef)]
pub struct State {
    pub(crate) database: Database,
    pub(crate) identity: Identity,
}

impl From<Foundation> for State {
    fn from(Foundation { database, identity, .. }: Foundation) -> Self {
        Self { database, identity }
    }
}
