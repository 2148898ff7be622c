//! The state shared by the handlers.

use axum::extract::FromRef;
use jiff::SignedDuration;
use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::Database;
use sisuiq_identity::{Foundation, Identity};
use sisuiq_screener::Indexes;
use sisuiq_uploads::Uploads;

/// Everything that the routes touch.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) identity: Identity,
    pub(crate) indexes: Indexes,
    pub(crate) uploads: Uploads,
    /// The time for which screenings and alerts are kept.
    pub(crate) retention: SignedDuration,
    /// Whether a decision needs the confirmation of another account.
    pub(crate) needs_confirmation: bool,
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
        let (bucket, days, needs_confirmation) = environment.read(|reader| {
            (
                reader.get::<String>(&settings::DOCUMENTS_BUCKET),
                reader.get::<i64>(&settings::SCREENING_RETENTION_DAYS),
                reader.get(&settings::SCREENING_FOUR_EYES),
            )
        })?;
        let uploads = Uploads::from_environment(environment, aws.clone()).await?;
        let indexes = Indexes::new(aws_sdk_s3::Client::new(aws.sdk_config().await), bucket, database.clone());
        let retention = SignedDuration::from_hours(days.saturating_mul(24));
        Ok(Self { clock, database, identity, indexes, uploads, retention, needs_confirmation })
    }
}
