//! The shared foundation of all HTTP functions.

use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets};
use sisuiq_db::Database;

use crate::Identity;

/// The common state of every HTTP function; created once per process, so that functions share one connection pool and
/// one secret cache.
#[derive(Clone)]
pub struct Foundation {
    /// The time.
    pub clock: Clock,
    /// The configuration of AWS clients.
    pub aws: Aws,
    /// The secrets.
    pub secrets: Secrets,
    /// The database.
    pub database: Database,
    /// The identification of callers.
    pub identity: Identity,
}

impl Foundation {
    /// Reads the settings; nothing connects before the first request.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let database = Database::from_environment(environment, &secrets)?;
        let identity = Identity::from_environment(environment, clock, &database, &secrets)?;
        Ok(Self { clock: clock.clone(), aws, secrets, database, identity })
    }
}
