//! The state of the function.

use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Secrets, settings};
use sisuiq_db::Database;

use crate::outbound_message::Writer;
use crate::sender::MessageSender;

/// Everything that sending touches.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) sender: MessageSender,
    pub(crate) writer: Writer,
}

impl State {
    /// Reads the settings; nothing connects before the first message.
    pub async fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let aws = Aws::from_environment(environment)?;
        let secrets = Secrets::from_aws(&aws, clock);
        let (from_address, sender_id, origin) = environment.read(|reader| {
            (
                reader.get::<String>(&settings::MAIL_SENDER),
                reader.optional::<String>(&settings::SMS_SENDER_ID),
                reader.get::<String>(&settings::SISUIQ_BASE_URL),
            )
        })?;
        let config = aws.sdk_config().await;
        Ok(Self {
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            sender: MessageSender {
                mail: aws_sdk_ses::Client::new(config),
                text_messages: aws_sdk_sns::Client::new(config),
                from_address,
                sender_id,
            },
            writer: Writer { origin: origin.trim_end_matches('/').to_owned() },
        })
    }
}
