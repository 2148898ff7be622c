//! The functions that fetch watched sources and take over their records.

use super::World;
use serde_json::{Value, json};
use sisuiq_events::SqsBatchResponse;

/// The queue that a function works on.
#[derive(Clone, Copy)]
enum Work {
    Fetch,
    Process,
}

impl World {
    /// Runs the sweep of sources like the schedule, as if unfinished runs had been idle for long, and delivers all messages.
    pub async fn sweeps_sources(&self) {
        self.prepare_storage().await;
        let state = fetch::State::from_environment(&self.environment(), self.clock()).await;
        let state = state.expect("the settings are complete");
        fetch::handle(state, json!({ "kind": "sweep", "idle_seconds": 0 })).await.expect("the sweep succeeds");
        self.delivers_runs().await;
    }

    /// Reads all sources, as a deployment asks for.
    ///
    /// # Panics
    /// It fails.
    pub async fn reads_sources_after_deployment(&self) {
        self.prepare_storage().await;
        let state = fetch::State::from_environment(&self.environment(), self.clock()).await;
        let state = state.expect("the settings are complete");
        fetch::handle(state, json!({ "kind": "deployed" })).await.expect("the runs start");
        self.delivers_runs().await;
    }

    /// Delivers the messages of runs that wait, and those that these send.
    pub async fn delivers_runs(&self) {
        self.prepare_storage().await;
        self.delivers_all(Work::Fetch, "FETCH_QUEUE_URL").await;
        self.delivers_all(Work::Process, "PROCESS_QUEUE_URL").await;
    }

    /// Delivers a message that a run waits for its files.
    ///
    /// # Panics
    /// It fails.
    pub async fn delivers_fetch(&self, run: &str) {
        self.delivers(Work::Fetch, &json!({ "kind": "fetch_source", "run_id": run }).to_string()).await;
    }

    /// Delivers a message that the files of a run are fetched.
    ///
    /// # Panics
    /// It fails.
    pub async fn delivers_process(&self, run: &str) {
        self.delivers(Work::Process, &json!({ "kind": "process_source", "run_id": run }).to_string()).await;
    }

    async fn delivers_all(&self, work: Work, setting: &'static str) {
        let queue: String = self.environment().read(|reader| reader.named(setting)).expect("it is set");
        loop {
            let received =
                self.sqs().receive_message().queue_url(&queue).max_number_of_messages(10).wait_time_seconds(0);
            let messages = received.send().await.expect("the queue answers").messages.unwrap_or_default();
            if messages.is_empty() {
                return;
            }
            for message in &messages {
                self.delivers(work, message.body().unwrap_or_default()).await;
                let handle = message.receipt_handle().unwrap_or_default();
                let deleted = self.sqs().delete_message().queue_url(&queue).receipt_handle(handle).send().await;
                deleted.expect("a message can be deleted");
            }
        }
    }

    async fn delivers(&self, work: Work, body: &str) {
        let record = json!({ "messageId": "message-0", "body": body, "attributes": {}, "messageAttributes": {} });
        let event: Value = json!({ "Records": [record] });
        let (environment, clock) = (self.environment(), self.clock());
        let handled: SqsBatchResponse = match work {
            Work::Fetch => {
                let state = fetch::State::from_environment(&environment, clock).await;
                fetch::handle(state.expect("the settings are complete"), event).await.expect("the invocation succeeds")
            }
            Work::Process => {
                let state = process::State::from_environment(&environment, clock).await;
                process::handle(state.expect("the settings are complete"), event)
                    .await
                    .expect("the invocation succeeds")
            }
        };
        assert!(handled.batch_item_failures.is_empty(), "{handled:?}");
    }
}
