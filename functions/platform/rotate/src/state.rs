//! The state of the rotation.

use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, SecretVersions, Secrets, settings};
use sisuiq_db::{CredentialSource, Credentials, Database, DatabaseError, DatabaseLimits, DatabaseSettings};

/// The secrets that are rotated, and how.
#[derive(Clone, Debug)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) versions: SecretVersions,
    pub(crate) database_secret: String,
    pub(crate) signing_keys_secret: String,
    pub(crate) users: Users,
    settings: DatabaseSettings,
    limits: DatabaseLimits,
}

/// The user that gets the new password.
#[derive(Clone, Debug)]
pub(crate) enum Users {
    /// The one that is not in use. An administrator, whose login is in this secret, sets it. The login in use stays valid.
    Alternating(String),
    /// The only one, which sets its own password.
    Single,
}

/// The kind of secret.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    Database,
    SigningKeys,
}

impl State {
    /// Reads the settings; nothing connects.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        environment.read(|reader| {
            let admin: Option<String> = reader.optional(&settings::DATABASE_ADMIN_SECRET);
            Ok(Self {
                clock: clock.clone(),
                versions: SecretVersions::from_aws(&aws),
                database_secret: reader.get(&settings::DATABASE_SECRET),
                signing_keys_secret: reader.get(&settings::SIGNING_KEYS_SECRET),
                users: admin.map_or(Users::Single, Users::Alternating),
                settings: DatabaseSettings::from_environment(environment, &secrets)?,
                limits: DatabaseLimits::read(reader),
            })
        })?
    }

    /// The kind of this secret, if this function rotates it.
    pub(crate) fn kind_of(&self, secret: &str) -> Option<Kind> {
        match secret {
            id if id == self.database_secret => Some(Kind::Database),
            id if id == self.signing_keys_secret => Some(Kind::SigningKeys),
            _ => None,
        }
    }

    /// The database, with these credentials.
    pub(crate) fn database(&self, credentials: Credentials) -> Result<Database, DatabaseError> {
        let credentials = CredentialSource::Fixed(credentials);
        let settings = DatabaseSettings { credentials, pool_size: 1, ..self.settings.clone() };
        Database::with_limits(settings, self.limits)
    }
}
