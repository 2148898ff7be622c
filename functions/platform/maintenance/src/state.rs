//! Dependencies of the function.

use jiff::SignedDuration;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;

/// The database, the time, and the retention of conversations and predictions.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    /// Age at which an idle conversation is deleted; `None` to keep all of them.
    pub(crate) conversation_retention: Option<SignedDuration>,
    /// Age at which a prediction is deleted; `None` to keep all of them.
    pub(crate) prediction_retention: Option<SignedDuration>,
}

impl State {
    /// Reads the settings; nothing connects.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let secrets = Secrets::from_environment(environment, clock)?;
        let (conversations, predictions) = environment.read(|reader| {
            (reader.get::<i64>(&settings::CHAT_RETENTION_DAYS), reader.get::<i64>(&settings::PREDICTION_RETENTION_DAYS))
        })?;
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            conversation_retention: retention(conversations),
            prediction_retention: retention(predictions),
        })
    }
}

fn retention(days: i64) -> Option<SignedDuration> {
    (days > 0).then(|| SignedDuration::from_hours(days * 24))
}
