//! What the routes over documents need.

use aws_sdk_s3 as s3;
use axum::extract::FromRef;
use jiff::SignedDuration;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_events::Queue;
use sisuiq_identity::{Foundation, Identity};
use std::time::Duration;

/// Everything that the routes over documents touch.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) aws: Aws,
    pub(crate) objects: s3::Client,
    pub(crate) queue: Queue,
    pub(crate) uploads: Uploads,
}

/// Where uploads go and how large they may be.
#[derive(Clone, Debug)]
pub(crate) struct Uploads {
    pub(crate) bucket: String,
    /// The endpoint other than AWS's own, if one is set.
    pub(crate) endpoint: Option<String>,
    pub(crate) max_bytes: u64,
    pub(crate) lifetime: SignedDuration,
    /// How long whoever sends a small file waits for it to be read.
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
        let (uploads, queue_url) = environment.read(|reader| {
            let uploads = Uploads {
                bucket: reader.get(&settings::DOCUMENTS_BUCKET),
                endpoint: reader.optional(&settings::AWS_ENDPOINT_URL),
                max_bytes: reader.get(&settings::UPLOAD_MAX_BYTES),
                lifetime: SignedDuration::from_secs(reader.get(&settings::UPLOAD_URL_SECONDS)),
                ingest_wait: reader.milliseconds(&settings::INGEST_WAIT_MILLISECONDS),
            };
            (uploads, reader.get::<String>(&settings::INGEST_QUEUE_URL))
        })?;
        let config = aws.sdk_config().await;
        Ok(Self {
            clock,
            identity,
            database,
            objects: aws.s3().await,
            queue: Queue::new(aws_sdk_sqs::Client::new(config), queue_url),
            aws,
            uploads,
        })
    }
}
