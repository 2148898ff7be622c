//! The function that works through batches of predictions.

use super::World;
use serde_json::{Value, json};

impl World {
    /// The state of the function.
    #[must_use]
    pub async fn predict_batch(&self) -> predict_batch::State {
        let state = predict_batch::State::from_environment(&self.environment(), self.clock()).await;
        state.expect("the settings are complete")
    }

    /// Runs the sweep of batches like the schedule.
    pub async fn sweeps_batches(&self) {
        let swept = predict_batch::handle(self.predict_batch().await, json!({ "kind": "sweep" })).await;
        swept.expect("the sweep succeeds");
    }

    /// Delivers the messages that wait in the queue of batches, and returns the number of batches that they name.
    pub async fn delivers_batches(&self) -> usize {
        self.prepare_storage().await;
        let queue: String =
            self.environment().read(|reader| reader.named("PREDICT_BATCH_QUEUE_URL")).expect("it is set");
        let received = self.sqs().receive_message().queue_url(&queue).max_number_of_messages(10).wait_time_seconds(0);
        let messages = received.send().await.expect("the queue answers").messages.unwrap_or_default();
        for message in &messages {
            self.delivers_batch(message.body().unwrap_or_default()).await;
            let handle = message.receipt_handle().unwrap_or_default();
            let deleted = self.sqs().delete_message().queue_url(&queue).receipt_handle(handle).send().await;
            deleted.expect("a message can be deleted");
        }
        messages.len()
    }

    /// Delivers a message of the queue of batches.
    ///
    /// # Panics
    /// It fails.
    pub async fn delivers_batch(&self, body: &str) {
        let record = json!({ "messageId": "message-0", "body": body, "attributes": {}, "messageAttributes": {} });
        let event: Value = json!({ "Records": [record] });
        let handled = predict_batch::handle(self.predict_batch().await, event).await.expect("the invocation succeeds");
        assert!(handled.batch_item_failures.is_empty(), "{handled:?}");
    }
}
