//! The real binary, ended with SIGKILL while it works.

use super::{Process, Reached, Watch, story::Story};
use std::time::Duration;

/// The moments between two steps of taking in a document, in their order.
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

/// The moments between two steps of cleaning up after a document, in their order.
pub const DELETION_STEPS: [&str; 4] = ["purging", "vectors gone", "object gone", "rows gone"];

/// The moments between two steps of telling the vector store who may read a document, in their order.
pub const READERS_STEPS: [&str; 3] = ["readers known", "readers told", "readers noted"];

/// The moments between two steps of retiring a version, in their order.
pub const RETIREMENT_STEPS: [&str; 3] = ["superseded", "version unfindable", "retired"];

/// The moments between two steps of reading a document again, in their order.
pub const REINDEX_STEPS: [&str; 5] =
    ["reindex ordered", "reindex embedded", "reindex stored", "reindex indexed", "reindexed"];

/// The moments between two steps of filling a collection and switching to it, in their order.
pub const EMBEDDING_STEPS: [&str; 6] =
    ["embedding ordered", "embedded", "embedded points", "embedding noted", "switching", "switched"];

/// When the process is killed.
#[derive(Clone, Copy, Debug)]
pub enum Kill<'a> {
    /// As it stands between two steps.
    At(&'a str),
    /// So long after it went on from between two steps.
    After(&'a str, Duration),
    /// When the pages are read and that is answered, but nobody has taken note of the answer.
    Answered,
}

impl Story {
    /// Works on the queue with the real binary and kills it: the messages it has at that moment are not answered.
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

    /// Holds the real binary at a step while this happens, lets it go on for a time, and kills it.
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

    /// Works on the queue until the process stands at this step; what it answers before that is taken note of.
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

    /// Works on the queue until the process has answered for pages, of which no note is taken.
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
