//! The function that works through batches of screenings.

use super::World;
use serde_json::{Value, json};
use sisuiq_events::SqsBatchResponse;

impl World {
    /// Runs the sweep of batches of screenings like the schedule, as if unfinished ones had been idle for long.
    pub async fn sweeps_screenings(&self) {
        let state = screen_batch::State::from_environment(&self.environment(), self.clock()).await;
        let state = state.expect("the settings are complete");
        let swept = screen_batch::handle(state, json!({ "kind": "sweep", "idle_seconds": 0 })).await;
        swept.expect("the sweep succeeds");
    }

    /// Delivers a message of the queue of batches of screenings.
    pub async fn delivers_screening(&self, body: &str) -> SqsBatchResponse {
        let state = screen_batch::State::from_environment(&self.environment(), self.clock()).await;
        let record = json!({ "messageId": "message-0", "body": body, "attributes": {}, "messageAttributes": {} });
        let event: Value = json!({ "Records": [record] });
        screen_batch::handle(state.expect("the settings are complete"), event).await.expect("the invocation succeeds")
    }
}
