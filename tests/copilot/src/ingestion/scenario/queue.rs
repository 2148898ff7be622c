//! The queue, and delivery of its messages to the ingestion like an event source mapping.

use super::Scenario;
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName::ApproximateReceiveCount};
use futures::future::join_all;
use serde_json::{Value, json};

/// Maximum receives of a message, so that an endless retry fails the test.
const MOST_RECEIVES: u32 = 20;

impl Scenario {
    /// Sends a message to the queue.
    pub async fn send(&self, body: &str) {
        let request = self.world.sqs().send_message().queue_url(self.world.queue_url()).message_body(body);
        request.send().await.unwrap();
    }

    /// Sends messages to the queue.
    pub async fn send_all(&self, bodies: &[String]) {
        for body in bodies {
            self.send(body).await;
        }
    }

    /// Receives at most ten messages. They stay in the queue until they are settled.
    pub async fn receive(&self) -> Vec<Message> {
        let request = self.world.sqs().receive_message().queue_url(self.world.queue_url()).max_number_of_messages(10);
        let request = request.wait_time_seconds(0).message_system_attribute_names(ApproximateReceiveCount);
        request.send().await.unwrap().messages.unwrap_or_default()
    }

    /// The Lambda event of these messages.
    #[must_use]
    pub fn event(messages: &[Message]) -> Value {
        let records = messages.iter().map(|message| {
            record(message.message_id().unwrap(), message.body().unwrap(), &receives(message).to_string())
        });
        json!({ "Records": records.collect::<Vec<_>>() })
    }

    /// Deletes the successful messages.
    pub async fn settle(&self, messages: &[Message], answer: &Value) {
        let failures = answer["batchItemFailures"].as_array().unwrap();
        for message in messages {
            if !failures.iter().any(|failure| failure["itemIdentifier"] == json!(message.message_id())) {
                let handle = message.receipt_handle().unwrap();
                let delete = self.world.sqs().delete_message().queue_url(self.world.queue_url()).receipt_handle(handle);
                delete.send().await.unwrap();
            }
        }
    }

    /// Deletes all messages from the queue without processing them.
    pub async fn lose_messages(&self) {
        loop {
            let messages = self.receive().await;
            if messages.is_empty() {
                return;
            }
            self.settle(&messages, &json!({ "batchItemFailures": [] })).await;
        }
    }

    /// Delivers S3's notifications to the ingestion. The resulting messages about pages stay in the queue.
    pub async fn deliver_notifications(&self) {
        let mut messages = self.receive().await;
        messages.retain(|message| message.body().unwrap().contains("Records"));
        if messages.is_empty() {
            return;
        }
        let answer = ingest::handle(self.ingest().await, Self::event(&messages)).await.unwrap();
        assert!(answer.batch_item_failures.is_empty());
        self.settle(&messages, &json!({ "batchItemFailures": [] })).await;
    }

    /// Processes messages until the queue is empty.
    pub async fn drain_queue(&self) {
        self.world.deliver_all().await;
        assert_eq!(self.world.waiting().await, Vec::<String>::new(), "messages that keep failing");
    }

    /// Processes messages until the queue is empty, and returns the highest receive count of a message.
    pub async fn drain_queue_counting(&self) -> u32 {
        let mut most = 0;
        loop {
            let batch = self.receive().await;
            if batch.is_empty() {
                return most;
            }
            most = batch.iter().map(receives).max().unwrap_or_default().max(most);
            assert!(most <= MOST_RECEIVES, "a message keeps coming back");
            let answer = ingest::handle(self.ingest().await, Self::event(&batch)).await.unwrap();
            self.settle(&batch, &serde_json::to_value(answer).unwrap()).await;
        }
    }

    /// Delivers a batch for the first time, and returns the success of each message.
    pub async fn deliver(&self, bodies: &[String]) -> Vec<bool> {
        Self::deliver_to(&self.ingest().await, bodies).await
    }

    /// Delivers every message concurrently in its own batch, and returns the success of each.
    pub async fn deliver_each_in_a_batch_of_its_own(&self, bodies: &[String]) -> Vec<bool> {
        let state = self.ingest().await;
        let batches = bodies.chunks(1).map(|batch| Self::deliver_to(&state, batch));
        join_all(batches).await.concat()
    }

    /// Delivers a batch to this ingestion for the first time, and returns the success of each message.
    pub async fn deliver_to(state: &ingest::State, bodies: &[String]) -> Vec<bool> {
        Self::deliver_for(state, bodies, 1).await
    }

    /// Delivers a batch to this ingestion with this receive count, and returns the success of each message.
    pub async fn deliver_for(state: &ingest::State, bodies: &[String], attempt: u32) -> Vec<bool> {
        let name = |place: usize| format!("message-{place}");
        let records = bodies.iter().enumerate().map(|(place, body)| record(&name(place), body, &attempt.to_string()));
        let event = json!({ "Records": records.collect::<Vec<_>>() });
        let failures = ingest::handle(state.clone(), event).await.unwrap().batch_item_failures;
        let has_failed = |place: usize| failures.iter().any(|failure| failure.item_identifier == name(place));
        (0..bodies.len()).map(|place| !has_failed(place)).collect()
    }
}

/// The receive count of a message.
pub(super) fn receives(message: &Message) -> u32 {
    let counts = message.attributes.as_ref();
    counts.and_then(|counts| counts.get(&ApproximateReceiveCount)).map_or(1, |count| count.parse().unwrap())
}

pub(super) fn record(id: &str, body: &str, receives: &str) -> Value {
    json!({
        "messageId": id,
        "receiptHandle": id,
        "body": body,
        "attributes": { "ApproximateReceiveCount": receives },
        "messageAttributes": {},
        "eventSource": "aws:sqs",
    })
}
