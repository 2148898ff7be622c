use std::fmt::Display;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use futures::{StreamExt, stream};
use jiff::Timestamp;
use tracing::{Instrument, error};

use crate::message::{Embed, Message, MessageError};

/// One message with its delivery metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message.
    pub message: Message,
    /// The queue's id of the message, equal in each attempt.
    pub message_id: String,
    /// The number of deliveries, this one included.
    pub attempt: u32,
    /// The time at which it was sent; none if the queue does not tell.
    pub sent_at: Option<Timestamp>,
    /// The id of the sender's trace.
    pub trace_id: Option<String>,
    /// The sender's span in X-Ray format.
    pub trace_header: Option<String>,
}

#[derive(Debug, thiserror::Error)]
enum Failure<E: Display> {
    #[error("cannot be parsed: {0}")]
    Parse(#[from] MessageError),
    #[error("failed: {0:#}")]
    Handler(E),
}

/// Runs a handler over each message of a batch, at most `concurrency` (at least one) at a time, and names the
/// messages that are to be delivered again.
///
/// A message succeeds when all it holds succeeded, in order. A body that cannot be parsed, an error and a panic fail
/// their own message only; each is logged here, once.
pub async fn handle_batch<H, F, E>(event: SqsEvent, concurrency: usize, handler: H) -> SqsBatchResponse
where
    H: Fn(Delivery) -> F + Clone + Send + 'static,
    F: Future<Output = Result<(), E>> + Send + 'static,
    E: Display + Send + 'static,
{
    let mut response = SqsBatchResponse::default();
    let outcomes: Vec<Option<String>> = stream::iter(event.records)
        .map(|record| outcome(record, handler.clone()))
        .buffer_unordered(concurrency.max(1))
        .collect()
        .await;
    for message_id in outcomes.into_iter().flatten() {
        response.add_failure(message_id);
    }
    response
}

/// The id of the message if it failed.
async fn outcome<H, F, E>(record: SqsMessage, handler: H) -> Option<String>
where
    H: Fn(Delivery) -> F + Send + 'static,
    F: Future<Output = Result<(), E>> + Send + 'static,
    E: Display + Send + 'static,
{
    // An empty id fails the whole batch, which is all that can be done for a message without one.
    let message_id = record.message_id.clone().unwrap_or_default();
    match tokio::spawn(run(record, handler).in_current_span()).await {
        Ok(Ok(())) => None,
        Ok(Err(failure)) => {
            error!(message_id, error = %failure, "message handler failed");
            Some(message_id)
        }
        // what the panic said may quote what was worked on; the panic hook has logged where it was
        Err(_panic) => {
            error!(message_id, "message handler panicked");
            Some(message_id)
        }
    }
}

async fn run<H, F, E>(record: SqsMessage, handler: H) -> Result<(), Failure<E>>
where
    H: Fn(Delivery) -> F,
    F: Future<Output = Result<(), E>>,
    E: Display,
{
    let attribute = record.attributes.get("ApproximateReceiveCount");
    let attempt = attribute.and_then(|count| count.parse().ok()).unwrap_or(1);
    let sent_at = record.attributes.get("SentTimestamp").and_then(|milliseconds| milliseconds.parse().ok());
    let sent_at = sent_at.and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok());
    let sent_trace = record.message_attributes.get("trace_id").and_then(|attribute| attribute.string_value.clone());
    let trace_header = record.attributes.get("AWSTraceHeader").cloned();
    let message_id = record.message_id.unwrap_or_default();
    for message in Message::parse(record.body.as_deref().unwrap_or_default())? {
        let own_trace = match &message {
            Message::Pages(pages) | Message::Reindex(pages) | Message::Embed(Embed { pages, .. }) => {
                pages.trace_id.clone()
            }
            Message::Recognise(order) => order.trace_id.clone(),
            _ => None,
        };
        let trace_id = sent_trace.clone().or(own_trace);
        let trace_header = trace_header.clone();
        let delivery = Delivery { message, message_id: message_id.clone(), attempt, sent_at, trace_id, trace_header };
        handler(delivery).await.map_err(Failure::Handler)?;
    }
    Ok(())
}
