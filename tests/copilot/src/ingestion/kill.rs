//! Killing the real binary with SIGKILL while it works.

use super::{Process, Reached, Watch, scenario::Scenario};
use std::time::Duration;

/// The checkpoints of ingesting a document, in order.
pub const STEPS: [&str; 14] = [
    "noticed",
    "pinned",
    "fetched",
    "planning",
    "planned",
    "sent",
    "ordered",
    "downloaded",
    "read",
    "storing",
    "stored",
    "indexed",
    "counting",
    "counted",
];

/// The checkpoints of purging a document, in order.
pub const DELETION_STEPS: [&str; 4] = ["purging", "vectors gone", "object gone", "rows gone"];

/// The checkpoints of synchronising a document's readers to the vector store, in order.
pub const READERS_STEPS: [&str; 3] = ["readers known", "readers told", "readers noted"];

/// The checkpoints of retiring a version, in order.
pub const RETIREMENT_STEPS: [&str; 3] = ["superseded", "version unfindable", "retired"];

/// The checkpoints of reindexing a document, in order.
pub const REINDEX_STEPS: [&str; 5] =
    ["reindex ordered", "reindex embedded", "reindex indexed", "reindex stored", "reindexed"];

/// The checkpoints of filling a collection and switching to it, in order.
pub const EMBEDDING_STEPS: [&str; 6] =
    ["embedding ordered", "embedded", "embedded points", "embedding noted", "switching", "switched"];

/// The moment at which the process is killed.
#[derive(Clone, Copy, Debug)]
pub enum Kill<'a> {
    /// At this checkpoint.
    At(&'a str),
    /// This long after this checkpoint.
    After(&'a str, Duration),
    /// After the response to the pages, whose messages are not deleted from the queue.
    Answered,
}

impl Scenario {
    /// Processes the queue with the real binary and kills it, so that its current messages get no response.
    pub async fn kill(&self, kill: Kill<'_>) {
        let watch = Watch::start().await;
        let mut settings = self.settings();
        settings.push(watch.setting());
        let process = Process::start(&Self::binaries(), &settings).await;
        match kill {
            Kill::At(step) => {
                let held = self.work_until(&watch, &process, step).await;
                end(process).await;
                drop(held);
            }
            Kill::After(step, time) => {
                self.work_until(&watch, &process, step).await.go_on();
                watch.during_at_most(time).await;
                end(process).await;
            }
            Kill::Answered => {
                self.work_until_answered(&watch, &process).await;
                end(process).await;
            }
        }
    }

    /// Stops the real binary at a checkpoint while this future runs, lets it continue for a time, and kills it.
    pub async fn hold(&self, step: &str, meanwhile: impl Future<Output = ()>, time: Duration) {
        let watch = Watch::start().await;
        let mut settings = self.settings();
        settings.push(watch.setting());
        let process = Process::start(&Self::binaries(), &settings).await;
        let held = self.work_until(&watch, &process, step).await;
        meanwhile.await;
        held.go_on();
        watch.during_at_most(time).await;
        end(process).await;
    }

    /// Processes the queue until the process reaches this checkpoint. Messages with earlier responses are settled.
    async fn work_until(&self, watch: &Watch, process: &Process, step: &str) -> Reached {
        loop {
            let batch = self.receive().await;
            assert!(!batch.is_empty(), "the queue is empty before {step:?}");
            let answer = process.invoke(Self::event(&batch));
            tokio::select! {
                reached = watch.until(step) => return reached,
                answer = answer => self.settle(&batch, &answer.expect("the process answers").expect("no error")).await,
            }
        }
    }

    /// Processes the queue until the process has responded to pages. Their messages are not settled.
    async fn work_until_answered(&self, watch: &Watch, process: &Process) {
        loop {
            let batch = self.receive().await;
            let answer = watch.during(process.invoke(Self::event(&batch))).await;
            let answer = answer.expect("the process answers").expect("no error");
            if batch.iter().any(|message| message.body().is_some_and(|body| body.contains("first_page"))) {
                return;
            }
            assert!(!batch.is_empty(), "the queue is empty before any page is read");
            self.settle(&batch, &answer).await;
        }
    }
}

async fn end(process: Process) {
    let log = process.kill().await;
    assert!(!log.contains("panicked"), "{log}");
}
