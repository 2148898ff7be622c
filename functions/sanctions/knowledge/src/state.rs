//! The state shared by the handlers.

use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_db::Database;
use sisuiq_identity::{Foundation, Identity};

/// Everything that the routes touch.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
}

impl FromRef<State> for Identity {
    fn from_ref(state: &State) -> Self {
        state.identity.clone()
    }
}

impl State {
    /// The state on a foundation; nothing connects before the first request.
    #[must_use]
    pub fn new(foundation: Foundation) -> Self {
        let Foundation { clock, database, identity, .. } = foundation;
        Self { clock, database, identity }
    }
}
