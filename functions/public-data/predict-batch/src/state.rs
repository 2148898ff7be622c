//! The function's state.

use sisuiq_accidents::Predictor;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_events::{Checkpoints, Queue};
use std::sync::Arc;
use tokio::time::Instant;

/// The database, the queues, the model and the time.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) queue: Queue,
    pub(crate) dead_letters: Queue,
    pub(crate) predictor: Arc<Predictor>,
    pub(crate) checkpoints: Checkpoints,
    /// Time at which unfinished work stops; `None` without a time limit.
    pub(crate) deadline: Option<Instant>,
}

impl State {
    /// Reads the settings and the model; nothing connects before the first event.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (queue_url, dead_letters_url, watcher) = environment.read(|reader| {
            (
                reader.get::<String>(&settings::PREDICT_BATCH_QUEUE_URL),
                reader.get::<String>(&settings::PREDICT_BATCH_DEAD_LETTERS_URL),
                reader.optional(&settings::INGEST_CHECKPOINTS),
            )
        })?;
        let queues = aws_sdk_sqs::Client::new(aws.sdk_config().await);
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            queue: Queue::new(queues.clone(), queue_url),
            dead_letters: Queue::new(queues, dead_letters_url),
            predictor: Arc::new(Predictor::from_environment(environment)?),
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
