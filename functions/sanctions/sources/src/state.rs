//! The state shared by the handlers.

use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;
use sisuiq_events::Queue;
use sisuiq_identity::{Foundation, Identity};
use sisuiq_sources::AllowList;
use std::sync::Arc;

/// Everything that the routes touch.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) secrets: Secrets,
    /// The secret with the secrets of webhooks; none if there are no webhooks.
    pub(crate) webhooks_secret: Option<String>,
    /// The queue of runs.
    pub(crate) queue: Queue,
    /// The hosts that sources may be read from.
    pub(crate) hosts: Arc<AllowList>,
}

impl FromRef<State> for Identity {
    fn from_ref(state: &State) -> Self {
        state.identity.clone()
    }
}

impl State {
    /// Reads the settings; nothing connects before the first request.
    pub async fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, aws, secrets, database, identity } = foundation;
        let (hosts, queue_url, webhooks_secret) = environment.read(|reader| {
            (
                reader.get::<AllowList>(&settings::SOURCE_HOSTS),
                reader.get::<String>(&settings::FETCH_QUEUE_URL),
                reader.optional(&settings::SOURCE_WEBHOOKS_SECRET),
            )
        })?;
        let queue = Queue::new(aws_sdk_sqs::Client::new(aws.sdk_config().await), queue_url);
        Ok(Self { clock, database, identity, secrets, webhooks_secret, queue, hosts: Arc::new(hosts) })
    }
}
