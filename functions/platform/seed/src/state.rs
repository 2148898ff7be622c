//! The state of the seeding.

use aws_sdk_s3 as s3;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, Stage, settings};
use sisuiq_db::Database;
use sisuiq_identity::Passwords;

/// The stores that demo data goes into, and the stage that decides whether it may.
#[derive(Clone)]
pub struct State {
    pub(crate) stage: Stage,
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) passwords: Passwords,
    pub(crate) secrets: Secrets,
    pub(crate) demo_user_secret: String,
    pub(crate) objects: s3::Client,
    pub(crate) bucket: String,
}

impl State {
    /// Reads the settings; nothing connects.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (stage, demo_user_secret, bucket) = environment.read(|reader| {
            (
                reader.get(&settings::SISUIQ_STAGE),
                reader.get(&settings::DEMO_USER_SECRET),
                reader.get(&settings::DOCUMENTS_BUCKET),
            )
        })?;
        Ok(Self {
            stage,
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            passwords: Passwords::new(),
            secrets,
            demo_user_secret,
            objects: aws.s3().await,
            bucket,
        })
    }
}
