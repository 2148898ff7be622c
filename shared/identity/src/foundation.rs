//! What all HTTP functions stand on.

use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets};
use sisuiq_db::Database;

use crate::Identity;

/// What every HTTP function needs before anything of its own; made once a process, so that its functions share one pool of
/// connections and one memory of secrets.
#[derive(Clone)]
pub struct Foundation {
    /// The time.
    pub clock: Clock,
    /// What clients of AWS are made of.
    pub aws: Aws,
    /// The secrets.
    pub secrets: Secrets,
    /// The database.
    pub database: Database,
    /// Who is calling.
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
