//! The function's state.

use sisuiq_accidents::Predictor;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_events::Checkpoints;
use std::sync::Arc;
use tokio::time::Instant;

/// The database, the model and the time.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) predictor: Arc<Predictor>,
    pub(crate) checkpoints: Checkpoints,
    /// Time at which unfinished work stops; `None` without a time limit.
    pub(crate) deadline: Option<Instant>,
}

impl State {
    /// Reads the settings and the model; nothing connects before the first event.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let secrets = Secrets::from_environment(environment, clock)?;
        let watcher = environment.read(|reader| reader.optional(&settings::INGEST_CHECKPOINTS))?;
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            predictor: Arc::new(Predictor::from_environment(environment)?),
            checkpoints: Checkpoints::new(watcher),
            deadline: None,
        })
    }

    /// Sets a time at which unfinished work stops, to be continued by a later invocation.
    #[must_use]
    pub fn until(self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self }
    }
}
