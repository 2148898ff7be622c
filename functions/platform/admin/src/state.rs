//! The state shared by the administration handlers.

use aws_sdk_sqs::Client;
use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_events::{DeadLetters, Outbox, Queue};
use sisuiq_identity::{Foundation, Identity};
use sisuiq_telemetry::metrics::Scraped;

/// Everything that these routes touch.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) queue: Queue,
    pub(crate) dead_letters: DeadLetters,
    pub(crate) outbox: Outbox,
    pub(crate) metrics: Option<Scraped>,
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
        let (queue_url, dead_letters_url, outbox_url) = environment.read(|reader| {
            (
                reader.get::<String>(&settings::INGEST_QUEUE_URL),
                reader.get::<String>(&settings::INGEST_DEAD_LETTERS_URL),
                reader.get::<String>(&settings::OUTBOX_QUEUE_URL),
            )
        })?;
        let client = Client::new(aws.sdk_config().await);
        let dead_letters = DeadLetters::new(client.clone(), dead_letters_url, queue_url.as_str());
        let outbox = Outbox::new(client.clone(), outbox_url);
        let queue = Queue::new(client, queue_url);
        Ok(Self { clock, database, identity, queue, dead_letters, outbox, metrics: None })
    }

    /// Sets the metrics that this process collects. Without them, `/metrics` has no content.
    #[must_use]
    pub fn scraped(self, metrics: Option<Scraped>) -> Self {
        Self { metrics, ..self }
    }
}
