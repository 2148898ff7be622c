//! The state shared by the staff handlers.

use axum::extract::FromRef;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_events::Outbox;
use sisuiq_identity::{Foundation, Identity};

/// Everything that these routes touch.
#[derive(Clone, FromRef)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) outbox: Outbox,
}

impl State {
    /// Reads the settings; nothing connects before the first request.
    pub async fn new(environment: &Environment, foundation: Foundation) -> Result<Self, ConfigError> {
        let Foundation { clock, aws, database, identity, .. } = foundation;
        let queue_url = environment.read(|reader| {
            // read here, so a missing setting fails the start: logging in with a second factor needs it
            reader.get::<String>(&settings::SEALING_KEYS_SECRET);
            reader.get::<String>(&settings::OUTBOX_QUEUE_URL)
        })?;
        let outbox = Outbox::new(aws_sdk_sqs::Client::new(aws.sdk_config().await), queue_url);
        Ok(Self { clock, database, identity, outbox })
    }
}
