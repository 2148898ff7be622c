//! The queue, and handing its messages to the ingestion as an event source mapping would.

use super::Story;
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName::ApproximateReceiveCount};
use futures::future::join_all;
use serde_json::{Value, json};

/// More would be no retry any more.
const MOST_RECEIVES: u32 = 20;

impl Story {
    /// Puts a message into the queue.
    pub async fn send(&self, body: &str) {
        let request = self.world.sqs().send_message().queue_url(self.world.queue_url()).message_body(body);
        request.send().await.unwrap();
    }

    /// Puts messages into the queue.
    pub async fn send_all(&self, bodies: &[String]) {
        for body in bodies {
            self.send(body).await;
        }
    }

    /// At most ten messages that wait. They stay in the queue, as if nobody had answered, until they are settled.
    pub async fn receive(&self) -> Vec<Message> {
        let request = self.world.sqs().receive_message().queue_url(self.world.queue_url()).max_number_of_messages(10);
        let request = request.wait_time_seconds(0).message_system_attribute_names(ApproximateReceiveCount);
        request.send().await.unwrap().messages.unwrap_or_default()
    }

    /// The event that brings these messages.
    #[must_use]
    pub fn event(messages: &[Message]) -> Value {
        let records = messages.iter().map(|message| {
            record(message.message_id().unwrap(), message.body().unwrap(), &receives(message).to_string())
        });
        json!({ "Records": records.collect::<Vec<_>>() })
    }

    /// Deletes those of the messages that succeeded.
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

    /// Takes all messages out of the queue; nobody gets them.
    pub async fn lose_messages(&self) {
        loop {
            let messages = self.receive().await;
            if messages.is_empty() {
                return;
            }
            self.settle(&messages, &json!({ "batchItemFailures": [] })).await;
        }
    }

    /// Brings all notices of S3 to the ingestion; the messages of pages that come of them stay in the queue.
    pub async fn work_on_landing(&self) {
        let mut messages = self.receive().await;
        messages.retain(|message| message.body().unwrap().contains("Records"));
        if messages.is_empty() {
            return;
        }
        let answer = ingest::handle(self.ingest().await, Self::event(&messages)).await.unwrap();
        assert!(answer.batch_item_failures.is_empty());
        self.settle(&messages, &json!({ "batchItemFailures": [] })).await;
    }

    /// Works until the queue is empty.
    pub async fn work_off(&self) {
        self.world.pump().await;
        assert_eq!(self.world.waiting().await, Vec::<String>::new(), "messages that keep failing");
    }

    /// Works until the queue is empty, and gives how often the message that was handed out most often was.
    pub async fn work_off_counting(&self) -> u32 {
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

    /// Hands over a batch for the first time, and tells which succeeded.
    pub async fn deliver(&self, bodies: &[String]) -> Vec<bool> {
        Self::deliver_to(&self.ingest().await, bodies).await
    }

    /// Hands over every message at the same time, and tells which succeeded.
    pub async fn deliver_each_in_a_batch_of_its_own(&self, bodies: &[String]) -> Vec<bool> {
        let state = self.ingest().await;
        let batches = bodies.chunks(1).map(|batch| Self::deliver_to(&state, batch));
        join_all(batches).await.concat()
    }

    /// The same with an ingestion of its own.
    pub async fn deliver_to(state: &ingest::State, bodies: &[String]) -> Vec<bool> {
        Self::deliver_for(state, bodies, 1).await
    }

    /// Hands over a batch for the so-manieth time.
    pub async fn deliver_for(state: &ingest::State, bodies: &[String], attempt: u32) -> Vec<bool> {
        let name = |place: usize| format!("message-{place}");
        let records = bodies.iter().enumerate().map(|(place, body)| record(&name(place), body, &attempt.to_string()));
        let event = json!({ "Records": records.collect::<Vec<_>>() });
        let failures = ingest::handle(state.clone(), event).await.unwrap().batch_item_failures;
        let has_failed = |place: usize| failures.iter().any(|failure| failure.item_identifier == name(place));
        (0..bodies.len()).map(|place| !has_failed(place)).collect()
    }
}

/// How often the message was handed out.
fn receives(message: &Message) -> u32 {
    let counts = message.attributes.as_ref();
    counts.and_then(|counts| counts.get(&ApproximateReceiveCount)).map_or(1, |count| count.parse().unwrap())
}

fn record(id: &str, body: &str, receives: &str) -> Value {
    json!({
        "messageId": id,
        "receiptHandle": id,
        "body": body,
        "attributes": { "ApproximateReceiveCount": receives },
        "messageAttributes": {},
        "eventSource": "aws:sqs",
    })
}
