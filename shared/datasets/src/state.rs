//! What uploads and deletions of datasets touch.

use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_events::Queue;
use sisuiq_identity::{Foundation, Identity};
use sisuiq_uploads::Uploads;

/// Stores, the queue of the ingestion, and the clock.
#[derive(Clone)]
pub struct Datasets {
    /// The clock.
    pub clock: Clock,
    /// The database.
    pub database: Database,
    /// Authentication and the audit log.
    pub identity: Identity,
    /// The queue of the ingestion.
    pub queue: Queue,
    /// The bucket.
    pub uploads: Uploads,
}

impl FromRef<Datasets> for Identity {
    fn from_ref(state: &Datasets) -> Self {
        state.identity.clone()
    }
}

impl Datasets {
    /// Reads the settings; nothing connects before the first request.
    pub async fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, aws, database, identity, .. } = foundation;
        let queue_url = environment.read(|reader| reader.get::<String>(&settings::INGEST_QUEUE_URL))?;
        let queue = Queue::new(aws_sdk_sqs::Client::new(aws.sdk_config().await), queue_url);
        Ok(Self { clock, database, identity, queue, uploads: Uploads::from_environment(environment, aws).await? })
    }
}
