//! The state shared by the document handlers.

use aws_sdk_s3 as s3;
use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_events::Queue;
use sisuiq_identity::{Foundation, Identity};
use sisuiq_uploads::Uploads;
use std::time::Duration;

/// Everything that the routes over documents touch.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) objects: s3::Client,
    pub(crate) queue: Queue,
    pub(crate) uploads: Uploads,
    /// The time that the upload of a small file waits for its processing.
    pub(crate) ingest_wait: Duration,
}

impl FromRef<State> for Identity {
    fn from_ref(state: &State) -> Self {
        state.identity.clone()
    }
}

impl State {
    /// Reads the settings; nothing connects before the first request.
    pub async fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, aws, database, identity, .. } = foundation;
        let (queue_url, ingest_wait) = environment.read(|reader| {
            let wait = reader.milliseconds(&settings::INGEST_WAIT_MILLISECONDS);
            (reader.get::<String>(&settings::INGEST_QUEUE_URL), wait)
        })?;
        let queue = Queue::new(aws_sdk_sqs::Client::new(aws.sdk_config().await), queue_url);
        let uploads = Uploads::from_environment(environment, aws).await?;
        Ok(Self { clock, identity, database, objects: uploads.objects.clone(), queue, uploads, ingest_wait })
    }
}
