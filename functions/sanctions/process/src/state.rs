//! The function's state.

use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_events::Checkpoints;
use tokio::time::Instant;

/// The stores and the time.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) objects: aws_sdk_s3::Client,
    pub(crate) bucket: String,
    pub(crate) checkpoints: Checkpoints,
    /// Time at which unfinished work stops; `None` without a time limit.
    pub(crate) deadline: Option<Instant>,
}

impl State {
    /// Reads the settings; nothing connects before the first event.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (bucket, watcher) = environment.read(|reader| {
            (reader.get::<String>(&settings::DOCUMENTS_BUCKET), reader.optional(&settings::INGEST_CHECKPOINTS))
        })?;
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            objects: aws_sdk_s3::Client::new(aws.sdk_config().await),
            bucket,
            checkpoints: Checkpoints::new(watcher),
            deadline: None,
        })
    }

    /// Sets the time, if there is one, at which unfinished work stops, to be continued by a later invocation.
    #[must_use]
    pub fn until(self, deadline: Option<Instant>) -> Self {
        Self { deadline, ..self }
    }
}
