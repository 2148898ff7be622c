//! The ways out: SES for e-mail, SNS for text messages.

use aws_sdk_ses::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::send_email::SendEmailError;
use aws_sdk_ses::types::{Body, Content, Destination, Message};
use aws_sdk_sns::types::MessageAttributeValue;

use crate::letter::Letter;

/// SES and SNS, and who writes.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) mail: aws_sdk_ses::Client,
    pub(crate) text_messages: aws_sdk_sns::Client,
    /// The address that e-mails come from, which SES has to know.
    pub(crate) sender: String,
    /// The sender of text messages, where networks show it.
    pub(crate) sender_id: Option<String>,
}

/// The reason why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PostError {
    /// It never will: the address or the number is refused.
    #[error("refused: {0}")]
    Refused(String),
    /// It may later.
    #[error("not taken: {0}")]
    Away(String),
}

impl Post {
    /// Hands a letter over, to be delivered later or never.
    pub(crate) async fn send(&self, letter: &Letter) -> Result<(), PostError> {
        match letter {
            Letter::Mail { to, subject, text } => self.mail(to, subject, text).await,
            Letter::TextMessage { to, text } => self.text_message(to, text).await,
        }
    }

    async fn mail(&self, to: &str, subject: &str, text: &str) -> Result<(), PostError> {
        let content = |data: &str| Content::builder().data(data).charset("UTF-8").build().map_err(unmade);
        let body = Body::builder().text(content(text)?).build();
        let message = Message::builder().subject(content(subject)?).body(body).build();
        let destination = Destination::builder().to_addresses(to).build();
        let request = self.mail.send_email().source(&self.sender).destination(destination).message(message);
        request.send().await.map(drop).map_err(|error| {
            let is_refused = error.as_service_error().is_some_and(SendEmailError::is_message_rejected);
            sorted(is_refused, reason(&error))
        })
    }

    async fn text_message(&self, to: &str, text: &str) -> Result<(), PostError> {
        let mut request = self.text_messages.publish().phone_number(to).message(text);
        let attributes = [
            // codes are of no use later: they go before advertisements
            ("AWS.SNS.SMS.SMSType", Some("Transactional")),
            ("AWS.SNS.SMS.SenderID", self.sender_id.as_deref()),
        ];
        for (name, value) in attributes.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            let value = MessageAttributeValue::builder().data_type("String").string_value(value);
            request = request.message_attributes(name, value.build().map_err(unmade)?);
        }
        request.send().await.map(drop).map_err(|error| {
            let is_refused = error.as_service_error().is_some_and(|error| {
                error.is_invalid_parameter_exception() || error.is_invalid_parameter_value_exception()
            });
            sorted(is_refused, reason(&error))
        })
    }
}

/// The kind of failure, by the service's own name for it: its sentences and the requests' contents name people.
fn reason<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> String {
    match error {
        SdkError::ServiceError(_) => error.code().unwrap_or("an error without a code").to_owned(),
        SdkError::DispatchFailure(failure) => {
            let cause = failure.as_connector_error().map(|cause| DisplayErrorContext(cause).to_string());
            format!("no connection: {}", cause.unwrap_or_default())
        }
        SdkError::TimeoutError(_) => "no response in time".to_owned(),
        SdkError::ResponseError(_) => "an unreadable response".to_owned(),
        _ => "the request could not be sent".to_owned(),
    }
}

fn sorted(is_refused: bool, why: String) -> PostError {
    if is_refused { PostError::Refused(why) } else { PostError::Away(why) }
}

#[expect(clippy::needless_pass_by_value, reason = "the signature of a mapping")]
fn unmade(error: aws_sdk_ses::error::BuildError) -> PostError {
    PostError::Refused(error.to_string())
}
