use std::time::Duration;

use aws_sdk_sqs::{
    Client,
    error::{BuildError, DisplayErrorContext},
    types::{
        MessageAttributeValue,
        MessageSystemAttributeNameForSends::AwsTraceHeader as TraceHeader,
        MessageSystemAttributeValue,
        QueueAttributeName::{ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible},
        SendMessageBatchRequestEntry,
    },
};
use sisuiq_telemetry::xray_header;
use tracing::warn;
use uuid::Uuid;

use crate::{Embed, Pages, Readers, Recognise, Resume};

/// The time that a request waits for the queue. A lost message delays the work until the sweep or the schedule finds its row.
pub(crate) const QUEUE_TIMEOUT: Duration = Duration::from_secs(2);
/// SQS takes no more messages than this in one call.
const BATCH: usize = 10;
/// The number of attempts for a message that the queue failed to accept.
const ATTEMPTS: u32 = 3;
/// The pause before the second attempt; it doubles for each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// Sends work to a queue.
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

/// Some messages may not have been accepted: rejected ones, and all that were to be sent after them. Sending all of them again
/// is safe, because consumers expect duplicates.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The call failed as a whole.
    #[error("the queue is unavailable: {0}")]
    Unavailable(String),
    /// The queue rejected some messages permanently, or in every attempt.
    #[error("the queue rejected {count} of the messages: {reason}")]
    NotTaken {
        /// The number of rejected messages.
        count: usize,
        /// The queue's reason for one of them.
        reason: String,
    },
}

/// The number of messages in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueLength {
    /// Messages that wait.
    pub waiting: u32,
    /// Messages that are received and not yet deleted.
    pub in_flight: u32,
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

    /// About how many messages there are: SQS counts them a little later than they come and go.
    pub async fn length(&self) -> Result<QueueLength, SendError> {
        let (waiting, in_flight) = (ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible);
        let request = self.client.get_queue_attributes().queue_url(&self.url);
        let request = request.attribute_names(waiting.clone()).attribute_names(in_flight.clone());
        let answer =
            request.send().await.map_err(|error| SendError::Unavailable(DisplayErrorContext(error).to_string()))?;
        let count = |name| {
            let told = answer.attributes().and_then(|attributes| attributes.get(&name));
            let count = told.and_then(|count| count.parse().ok());
            count.ok_or_else(|| SendError::Unavailable(format!("it did not report its {name}")))
        };
        Ok(QueueLength { waiting: count(waiting)?, in_flight: count(in_flight)? })
    }

    /// Sends one message a range, each with its trace id, if any, as an attribute.
    pub async fn send_pages(&self, ranges: &[Pages]) -> Result<(), SendError> {
        self.send_all(ranges.iter().map(|pages| (pages.to_body(), pages.trace_id.as_deref())).collect()).await
    }

    /// Sends one message a range that is to be read again.
    pub async fn send_reindex(&self, ranges: &[Pages]) -> Result<(), SendError> {
        let bodies = ranges.iter().map(|pages| (pages.to_reindex_body(), pages.trace_id.as_deref()));
        self.send_all(bodies.collect()).await
    }

    /// Sends one message a range that is to be embedded.
    pub async fn send_embed(&self, orders: &[Embed]) -> Result<(), SendError> {
        self.send_all(orders.iter().map(|order| (order.to_body(), order.pages.trace_id.as_deref())).collect()).await
    }

    /// Sends one message a page that is to be recognised.
    pub async fn send_recognise(&self, orders: &[Recognise]) -> Result<(), SendError> {
        self.send_all(orders.iter().map(|order| (order.to_body(), order.trace_id.as_deref())).collect()).await
    }

    async fn send_all(&self, bodies: Vec<(String, Option<&str>)>) -> Result<(), SendError> {
        for batch in bodies.chunks(BATCH) {
            let entries = batch.iter().enumerate().map(|(position, (body, trace_id))| entry(position, body, *trace_id));
            self.send_batch(entries.collect::<Result<_, _>>()?).await?;
        }
        Ok(())
    }

    /// Sends the order to clean up after a deleted document.
    pub async fn send_delete(&self, document_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "delete", "document_id": document_id }).to_string()).await
    }

    /// Announces a change of a document's readers.
    pub async fn send_readers(&self, readers: Readers) -> Result<(), SendError> {
        self.send(readers.to_body()).await
    }

    /// Sends a request to resume the processing of a document.
    pub async fn send_resume(&self, resume: Resume) -> Result<(), SendError> {
        self.send(resume.to_body()).await
    }

    async fn send(&self, body: String) -> Result<(), SendError> {
        let request = self.client.send_message().queue_url(&self.url).message_body(body);
        let request = match sender().map_err(|error| unbuilt(&error))? {
            Some(sender) => request.message_system_attributes(TraceHeader, sender),
            None => request,
        };
        request.send().await.map_err(|error| SendError::Unavailable(DisplayErrorContext(error).to_string()))?;
        Ok(())
    }

    /// Announces that a batch of predictions waits.
    pub async fn send_predict_batch(&self, batch_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "predict_batch", "batch_id": batch_id }).to_string()).await
    }

    /// Announces that a batch of screenings waits, or is not finished.
    pub async fn send_screen_batch(&self, batch_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "screen_batch", "batch_id": batch_id }).to_string()).await
    }

    /// Announces that the screening of earlier subjects is not finished.
    pub async fn send_rescreen(&self, run_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "rescreen", "run_id": run_id }).to_string()).await
    }

    /// Announces that a run of a source waits.
    pub async fn send_fetch_source(&self, run_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "fetch_source", "run_id": run_id }).to_string()).await
    }

    /// Announces that the files of a run of a source are fetched.
    pub async fn send_process_source(&self, run_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "process_source", "run_id": run_id }).to_string()).await
    }

    /// Sends the order to clean up after a deleted table.
    pub async fn send_delete_table(&self, snapshot_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "delete_table", "snapshot_id": snapshot_id }).to_string()).await
    }

    /// Sends the order to read a dataset again, or to make its columnar copy.
    pub async fn send_read_dataset(&self, dataset_id: Uuid) -> Result<(), SendError> {
        self.send(serde_json::json!({ "kind": "read_dataset", "dataset_id": dataset_id }).to_string()).await
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
            warn!(attempt, count = entries.len(), "queue rejected {} messages: {reason}", entries.len());
        }
        Err(SendError::NotTaken { count: entries.len(), reason })
    }
}

fn entry(position: usize, body: &str, trace_id: Option<&str>) -> Result<SendMessageBatchRequestEntry, SendError> {
    let mut entry = SendMessageBatchRequestEntry::builder().id(position.to_string()).message_body(body);
    if let Some(trace_id) = trace_id {
        let attribute = MessageAttributeValue::builder().data_type("String").string_value(trace_id).build();
        entry = entry.message_attributes("trace_id", attribute.map_err(|error| unbuilt(&error))?);
    }
    if let Some(sender) = sender().map_err(|error| unbuilt(&error))? {
        entry = entry.message_system_attributes(TraceHeader, sender);
    }
    entry.build().map_err(|error| unbuilt(&error))
}

/// The current span as an X-Ray header, for messages to carry; `None` if no traces are exported.
pub(crate) fn sender() -> Result<Option<MessageSystemAttributeValue>, BuildError> {
    let build = |header| MessageSystemAttributeValue::builder().data_type("String").string_value(header).build();
    xray_header().map(build).transpose()
}

fn unbuilt(error: &BuildError) -> SendError {
    SendError::NotTaken { count: 1, reason: error.to_string() }
}
