//! A worker that exceeds the visibility timeout of its message, and a second worker that receives the message
//! meanwhile.

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use aws_sdk_sqs::types::Message;
use copilot::ingestion::{
    DELETION_STEPS, STEPS, Watch,
    scenario::{Scenario, StoredState, Uploaded, paragraphs},
};
use futures::FutureExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering::Relaxed},
};
use tokio::task::JoinHandle;

/// Two workers on one message have the effect of one.
pub const SUITE: Suite = Suite {
    name: "visibility_overrun",
    promise: "when a message is handed to a second worker while the first is still at it, wherever that is held up, \
              they leave what one alone leaves: one effect",
    quick: 3,
    full: 200,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Steps at which the first worker holds a lock that blocks the second one.
const HOLDING_A_LOCK: [&str; 3] = ["planning", "storing", "counting"];
/// The last step of handling a file's event, before the steps of its pages.
const LANDED: &str = "sent";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Landing,
    Pages,
    Deletion,
}

/// Two workers, and the state of a document that a single worker ingested.
struct Setting {
    scenario: Arc<Scenario>,
    watch: Watch,
    workers: [ingest::State; 2],
    file: Vec<u8>,
    clean: StoredState,
}

async fn run(dose: Dose) -> Outcome {
    let settings = Pool::<Setting>::default();
    let most = Arc::<AtomicU32>::default();
    let counted = Arc::clone(&most);
    let failures = dose.run(AT_ONCE, move |_, chance| case(settings.clone(), Arc::clone(&counted), chance)).await;
    let most = most.load(Relaxed);
    dose.outcome(failures, Worst(format!("at most {most} receives until all was done")))
}

async fn case(settings: Pool<Setting>, most: Arc<AtomicU32>, chance: ChaCha8Rng) -> Result<(), String> {
    let setting = Box::pin(settings.take(Setting::make)).await;
    most.fetch_max(setting.overrun(chance).await?, Relaxed);
    settings.give_back(setting).await;
    Ok(())
}

/// Kinds of messages and steps at which the first worker can be held.
fn places() -> Vec<(Kind, &'static str)> {
    let last = STEPS.iter().position(|step| *step == LANDED).unwrap();
    let (landing, pages) = STEPS.split_at(last + 1);
    let of = |kind, steps: &[&'static str]| steps.iter().map(|step| (kind, *step)).collect::<Vec<_>>();
    [of(Kind::Landing, landing), of(Kind::Pages, pages), of(Kind::Deletion, &DELETION_STEPS)].concat()
}

impl Setting {
    async fn make() -> Self {
        let scenario = Arc::new(Scenario::with(&[("INGEST_MAX_RECEIVES", "1000")]).await);
        let watch = Watch::start().await;
        let workers = [scenario.watched(&watch).await, scenario.watched(&watch).await];
        let file = paragraphs(2);
        let alone = scenario.upload(&file).await;
        scenario.drain_queue().await;
        let clean = scenario.stored_state(&alone).await.content();
        Self { scenario, watch, workers, file, clean }
    }

    /// Lets two workers overlap on one message, and returns the highest number of receives of a message.
    async fn overrun(&self, mut chance: ChaCha8Rng) -> Result<u32, String> {
        let (kind, step) = *places().choose(&mut chance).unwrap();
        let document = self.prepare(kind).await;
        let (message, again) = (self.receive().await, self.receive().await);
        assert_eq!(message.message_id, again.message_id, "the queue hands out another message");
        let mut first = self.work(0, &message);
        let held = self.watch.until(step).await;
        let mut second = self.work(1, &again);
        if HOLDING_A_LOCK.contains(&step) {
            self.watch.during(self.scenario.until_somebody_waits()).await;
            held.go_on();
            self.watch.during(&mut second).await.unwrap();
        } else {
            self.watch.during(&mut second).await.unwrap();
            held.go_on();
        }
        self.watch.during(&mut first).await.unwrap();
        let most = self.scenario.drain_queue_counting().await;
        let fault = self.fault(kind, &document).await.map(|fault| format!("{kind:?} held at {step:?}: {fault}"));
        fault.map_or(Ok(most.max(2)), Err)
    }

    /// Creates a document whose message of this kind is the only one in the queue.
    async fn prepare(&self, kind: Kind) -> Uploaded {
        let document = self.scenario.upload(&self.file).await;
        match kind {
            Kind::Landing => {}
            Kind::Pages => self.scenario.deliver_notifications().await,
            Kind::Deletion => {
                self.scenario.drain_queue().await;
                self.scenario.delete(&document).await;
            }
        }
        document
    }

    /// Receives the only message, which becomes visible again immediately.
    async fn receive(&self) -> Message {
        let mut messages = self.scenario.receive().await;
        assert_eq!(messages.len(), 1, "{messages:?}");
        messages.remove(0)
    }

    /// Processes a message and deletes it on success.
    fn work(&self, worker: usize, message: &Message) -> JoinHandle<()> {
        let (scenario, ingest, message) = (Arc::clone(&self.scenario), self.workers[worker].clone(), message.clone());
        tokio::spawn(async move {
            let messages = [message];
            let answer = ingest::handle(ingest, Scenario::event(&messages)).await.unwrap();
            scenario.settle(&messages, &serde_json::to_value(answer).unwrap()).await;
        })
    }

    async fn fault(&self, kind: Kind, document: &Uploaded) -> Option<String> {
        if kind == Kind::Deletion {
            let is_gone = self.scenario.has_nothing_of(document).await;
            return (!is_gone).then(|| "something of it is left".to_owned());
        }
        let found = self.scenario.stored_state(document).await;
        if found.points != found.chunk_ids() {
            return Some(format!("vectors and passages differ: {found:?}"));
        }
        let content = found.content();
        (content != self.clean).then(|| format!("{content:?} instead of {:?}", self.clean))
    }
}
