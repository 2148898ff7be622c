//! What logging in needs.

use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets};
use sisuiq_db::Database;
use sisuiq_identity::Identity;

/// Everything that these routes touch.
#[derive(Clone, FromRef)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
}

impl State {
    /// Reads the settings; nothing connects before the first request.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let secrets = Secrets::from_environment(environment, clock)?;
        let database = Database::from_environment(environment, &secrets)?;
        Self::new(environment, clock, database, &secrets)
    }

    /// The same over a database and secrets that are there already.
    pub fn new(
        environment: &Environment,
        clock: &Clock,
        database: Database,
        secrets: &Secrets,
    ) -> Result<Self, ConfigError> {
        let identity = Identity::from_environment(environment, clock, &database, secrets)?;
        Ok(Self { clock: clock.clone(), database, identity })
    }
}
