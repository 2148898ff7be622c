use std::collections::HashMap;

use aws_sdk_sqs::{
    Client, error::DisplayErrorContext, types::MessageSystemAttributeNameForSends::AwsTraceHeader as TraceHeader,
};
use tokio::time::timeout;
use tracing::warn;

use crate::queue::{QUEUE_TIMEOUT, sender};

/// Notifies the sender of the outbox's messages.
#[derive(Debug, Clone)]
pub struct Outbox {
    client: Client,
    url: String,
}

impl Outbox {
    /// Notifies through the queue at this URL.
    #[must_use]
    pub fn new(client: Client, url: impl Into<String>) -> Self {
        Self { client, url: url.into() }
    }

    /// Announces that a message waits, after the transaction that stored it. Ends after two seconds at most. A failure is only
    /// logged, because the schedule reads the outbox every minute.
    pub async fn announce(&self) {
        let request = self.client.send_message().queue_url(&self.url).message_body(r#"{"kind":"outbox"}"#);
        let caller = sender().unwrap_or_else(|error| {
            warn!(%error, "message lost its trace context");
            None
        });
        let request =
            request.set_message_system_attributes(caller.map(|caller| HashMap::from([(TraceHeader, caller)])));
        match timeout(QUEUE_TIMEOUT, request.send()).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                warn!(error = %DisplayErrorContext(error), "outbox message failed, the schedule will deliver it");
            }
            Err(elapsed) => warn!(error = %elapsed, "outbox message failed, the schedule will deliver it"),
        }
    }
}
