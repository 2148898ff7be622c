//! The sent messages of a world, which the local cloud stores.

use super::World;
use serde_json::Value;
use sisuiq_testing::Stack;

/// A sent e-mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

impl Mail {
    /// The token in its link.
    #[must_use]
    pub fn token(&self) -> &str {
        let (_, rest) = self.text.split_once("#token=").expect("the message has a link with a token");
        rest.split_whitespace().next().expect("the link has a token")
    }
}

impl World {
    /// The state of the function that sends messages, from the world's settings.
    pub async fn messages_state(&self) -> messages::State {
        let sender: String = self.environment().read(|reader| reader.named("MAIL_SENDER")).expect("it is set");
        let known = self.inner.cloud.ses.verify_email_identity().email_address(sender).send().await;
        known.expect("the sender can be made known");
        let state = messages::State::from_environment(&self.environment(), self.clock()).await;
        state.expect("the settings are complete")
    }

    /// Sends the due messages and returns their number.
    pub async fn sends_messages(&self) -> usize {
        messages::relay(&self.messages_state().await).await.expect("the outbox can be read")
    }

    /// The sent e-mails to this address, oldest first.
    pub async fn mail_to(&self, address: &str) -> Vec<Mail> {
        let sender: String = self.environment().read(|reader| reader.named("MAIL_SENDER")).expect("it is set");
        let kept = kept_messages(&format!("_aws/ses?email={sender}")).await;
        let messages = kept["messages"].as_array().expect("there is a list").iter();
        let to_them = messages.filter(|message| {
            let addresses = message["Destination"]["ToAddresses"].as_array().expect("a message has addresses");
            addresses.iter().any(|to| to == address)
        });
        let text = |value: &Value| value.as_str().expect("it is text").to_owned();
        let mail = to_them
            .map(|message| Mail { subject: text(&message["Subject"]), text: text(&message["Body"]["text_part"]) });
        mail.collect()
    }

    /// The sent text messages to this number, oldest first. All worlds share the numbers.
    pub async fn text_messages_to(&self, mobile: &str) -> Vec<String> {
        let kept = kept_messages("_aws/sns/sms-messages?region=eu-west-1").await;
        let messages = kept["sms_messages"][mobile].as_array().cloned().unwrap_or_default();
        messages.iter().map(|message| message["Message"].as_str().expect("it is text").to_owned()).collect()
    }
}

async fn kept_messages(path: &str) -> Value {
    let url = format!("{}/{path}", Stack::from_process().aws_endpoint_url.trim_end_matches('/'));
    let answer = reqwest::get(&url).await.expect("the local cloud answers");
    let text = answer.text().await.expect("it answers in text");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{url} answers {text}: {error}"))
}
