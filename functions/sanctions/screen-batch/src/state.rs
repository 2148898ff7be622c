//! The function's state.

use jiff::SignedDuration;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_events::{Checkpoints, Queue};
use sisuiq_screener::Indexes;
use tokio::time::Instant;

/// The stores, the queue, the indexes of lists and the time.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) queue: Queue,
    pub(crate) dead_letters: Queue,
    pub(crate) objects: aws_sdk_s3::Client,
    pub(crate) bucket: String,
    pub(crate) indexes: Indexes,
    /// The time for which alerts are kept.
    pub(crate) retention: SignedDuration,
    /// Earlier subjects that a new version of a list is compared with.
    pub(crate) most_rescreened: i64,
    pub(crate) checkpoints: Checkpoints,
    /// Time at which unfinished work stops; `None` without a time limit.
    pub(crate) deadline: Option<Instant>,
}

impl State {
    /// Reads the settings; nothing connects before the first event.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (queue_url, dead_letters_url, bucket, days, most_rescreened, watcher) = environment.read(|reader| {
            (
                reader.get::<String>(&settings::SCREEN_BATCH_QUEUE_URL),
                reader.get::<String>(&settings::SCREEN_BATCH_DEAD_LETTERS_URL),
                reader.get::<String>(&settings::DOCUMENTS_BUCKET),
                reader.get::<i64>(&settings::SCREENING_RETENTION_DAYS),
                reader.get::<i64>(&settings::RESCREENING_MAX_SUBJECTS),
                reader.optional(&settings::INGEST_CHECKPOINTS),
            )
        })?;
        let queues = aws_sdk_sqs::Client::new(aws.sdk_config().await);
        let objects = aws_sdk_s3::Client::new(aws.sdk_config().await);
        let database = Database::from_environment(environment, &secrets)?;
        Ok(Self {
            clock: clock.clone(),
            queue: Queue::new(queues.clone(), queue_url),
            dead_letters: Queue::new(queues, dead_letters_url),
            indexes: Indexes::new(objects.clone(), bucket.clone(), database.clone()),
            database,
            objects,
            bucket,
            retention: SignedDuration::from_hours(days.saturating_mul(24)),
            most_rescreened,
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
