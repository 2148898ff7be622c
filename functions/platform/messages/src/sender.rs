//! Sends messages: e-mails through SES, text messages through SNS.

use aws_sdk_ses::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_ses::operation::send_email::SendEmailError;
use aws_sdk_ses::types::{Body, Content, Destination, Message};
use aws_sdk_sns::types::MessageAttributeValue;

use crate::outbound_message::OutboundMessage;

/// The clients of SES and SNS, and the sender that recipients see.
#[derive(Clone, Debug)]
pub(crate) struct MessageSender {
    pub(crate) mail: aws_sdk_ses::Client,
    pub(crate) text_messages: aws_sdk_sns::Client,
    /// The sender of e-mails: an identity that is verified in SES.
    pub(crate) from_address: String,
    /// The sender of text messages, where networks support one.
    pub(crate) sender_id: Option<String>,
}

/// The reason why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    /// SES or SNS rejects the address or the number: retries cannot succeed.
    #[error("refused: {0}")]
    Refused(String),
    /// SES or SNS is unavailable or throttles: a retry may succeed.
    #[error("not taken: {0}")]
    Unavailable(String),
}

impl MessageSender {
    /// Hands a message to SES or SNS, which deliver it later or not at all.
    pub(crate) async fn send(&self, message: &OutboundMessage) -> Result<(), SendError> {
        match message {
            OutboundMessage::Mail { to, subject, text } => self.mail(to, subject, text).await,
            OutboundMessage::TextMessage { to, text } => self.text_message(to, text).await,
        }
    }

    async fn mail(&self, to: &str, subject: &str, text: &str) -> Result<(), SendError> {
        let content = |data: &str| Content::builder().data(data).charset("UTF-8").build().map_err(invalid_request);
        let body = Body::builder().text(content(text)?).build();
        let message = Message::builder().subject(content(subject)?).body(body).build();
        let destination = Destination::builder().to_addresses(to).build();
        let request = self.mail.send_email().source(&self.from_address).destination(destination).message(message);
        request.send().await.map(drop).map_err(|error| {
            let is_refused = error.as_service_error().is_some_and(SendEmailError::is_message_rejected);
            classify(is_refused, reason(&error))
        })
    }

    async fn text_message(&self, to: &str, text: &str) -> Result<(), SendError> {
        let mut request = self.text_messages.publish().phone_number(to).message(text);
        let attributes = [
            // codes expire soon, so networks deliver them first
            ("AWS.SNS.SMS.SMSType", Some("Transactional")),
            ("AWS.SNS.SMS.SenderID", self.sender_id.as_deref()),
        ];
        for (name, value) in attributes.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            let value = MessageAttributeValue::builder().data_type("String").string_value(value);
            request = request.message_attributes(name, value.build().map_err(invalid_request)?);
        }
        request.send().await.map(drop).map_err(|error| {
            let is_refused = error.as_service_error().is_some_and(|error| {
                error.is_invalid_parameter_exception() || error.is_invalid_parameter_value_exception()
            });
            classify(is_refused, reason(&error))
        })
    }
}

/// The error code of the service. Its messages and the contents of requests contain personal data.
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

fn classify(is_refused: bool, why: String) -> SendError {
    if is_refused { SendError::Refused(why) } else { SendError::Unavailable(why) }
}

#[expect(clippy::needless_pass_by_value, reason = "the signature of a mapping")]
fn invalid_request(error: aws_sdk_ses::error::BuildError) -> SendError {
    SendError::Refused(error.to_string())
}
