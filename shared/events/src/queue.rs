use std::time::Duration;

use aws_sdk_sqs::{
    Client,
    error::DisplayErrorContext,
    types::{MessageAttributeValue, SendMessageBatchRequestEntry},
};
use tracing::warn;
use uuid::Uuid;

use crate::Pages;

/// SQS takes no more messages than this in one call.
const BATCH: usize = 10;
/// How often a message that the queue itself failed to take is sent.
const ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// Sends work to the ingest queue.
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

/// Some messages were not taken. Those that were are on their way: sending all of them again is safe, because
/// whoever reads them expects duplicates.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The call failed as a whole.
    #[error("the queue did not answer: {0}")]
    Unavailable(String),
    /// The queue refused some messages for good, or took them in none of the attempts.
    #[error("the queue did not take {count} of the messages: {reason}")]
    NotTaken {
        /// How many.
        count: usize,
        /// What the queue said about one of them.
        reason: String,
    },
}

impl Queue {
    /// Sends to the queue at this URL.
    #[must_use]
    pub fn new(client: Client, url: impl Into<String>) -> Self {
        Self { client, url: url.into() }
    }

    /// The queue's URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sends one message a range, each with its trace id as an attribute.
    pub async fn send_pages(&self, ranges: &[Pages]) -> Result<(), SendError> {
        for batch in ranges.chunks(BATCH) {
            let entries = batch.iter().enumerate().map(|(position, pages)| entry(position, pages));
            self.send_batch(entries.collect::<Result<_, _>>()?).await?;
        }
        Ok(())
    }

    /// Sends the order to clean up after a deleted document.
    pub async fn send_delete(&self, document_id: Uuid) -> Result<(), SendError> {
        let body = serde_json::json!({ "kind": "delete", "document_id": document_id }).to_string();
        let request = self.client.send_message().queue_url(&self.url).message_body(body);
        request.send().await.map_err(|error| SendError::Unavailable(DisplayErrorContext(error).to_string()))?;
        Ok(())
    }

    async fn send_batch(&self, mut entries: Vec<SendMessageBatchRequestEntry>) -> Result<(), SendError> {
        let mut pause = FIRST_PAUSE;
        let mut reason = String::new();
        for attempt in 1..=ATTEMPTS {
            if attempt > 1 {
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            let request = self.client.send_message_batch().queue_url(&self.url).set_entries(Some(entries.clone()));
            let answer =
                request.send().await.map_err(|error| SendError::Unavailable(DisplayErrorContext(error).to_string()))?;
            let Some(failure) = answer.failed().first() else { return Ok(()) };
            reason = format!("{}: {}", failure.code(), failure.message().unwrap_or("no reason given"));
            if let Some(refused) = answer.failed().iter().find(|failure| failure.sender_fault()) {
                reason = format!("{}: {}", refused.code(), refused.message().unwrap_or("no reason given"));
                return Err(SendError::NotTaken { count: answer.failed().len(), reason });
            }
            entries.retain(|entry| answer.failed().iter().any(|failure| failure.id() == entry.id()));
            warn!(attempt, count = entries.len(), "the queue did not take {} messages: {reason}", entries.len());
        }
        Err(SendError::NotTaken { count: entries.len(), reason })
    }
}

fn entry(position: usize, pages: &Pages) -> Result<SendMessageBatchRequestEntry, SendError> {
    let unbuilt = |error: aws_sdk_sqs::error::BuildError| SendError::NotTaken { count: 1, reason: error.to_string() };
    let mut entry = SendMessageBatchRequestEntry::builder().id(position.to_string()).message_body(pages.to_body());
    if let Some(trace_id) = &pages.trace_id {
        let attribute = MessageAttributeValue::builder().data_type("String").string_value(trace_id).build();
        entry = entry.message_attributes("trace_id", attribute.map_err(unbuilt)?);
    }
    entry.build().map_err(unbuilt)
}
