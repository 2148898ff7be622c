//! A world with one permanent document, and people who ask questions.

use copilot::ingestion::scenario::Scenario;
use jiff::SignedDuration;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use sisuiq_testing::pdf::PdfBuilder;
use std::collections::BTreeSet;
use uuid::Uuid;
use world::{Person, Reply};

const STAYS: &str = "The mission of the Kivu Grid Company is to buy and transmit electricity at low cost.";
const IDLE: SignedDuration = SignedDuration::from_mins(11);
/// Largest batch of the queue.
const BATCH: usize = 10;

pub(super) struct Place {
    pub(super) scenario: Scenario,
}

/// Generates a unique word.
pub(super) fn word() -> String {
    format!("quo{}", Uuid::new_v4().simple())
}

/// An answer and its citations.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) asker: &'static str,
    pub(super) answer: String,
    pub(super) citations: Vec<String>,
}

impl Given {
    pub(super) fn of(asker: &'static str, reply: &Reply) -> Self {
        let citations = reply["citations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let citations = citations.iter().filter_map(|citation| citation["id"].as_str().map(str::to_owned));
        Self { asker, answer: reply.text("answer_id").to_owned(), citations: citations.collect() }
    }
}

impl Place {
    /// People who ask questions: the owner and another user.
    pub(super) const PEOPLE: [&'static str; 2] = ["owner", "reader"];

    pub(super) async fn make() -> Self {
        let scenario = Scenario::with(&[("ANSWER_CACHE_SECONDS", "3600"), ("INGEST_MAX_RECEIVES", "1000")]).await;
        scenario.world().user("reader").await;
        scenario.upload(&PdfBuilder::of_texts(&[STAYS]).build()).await;
        scenario.drain_queue().await;
        Self { scenario }
    }

    pub(super) async fn logs_in(&self, name: &str) -> Person {
        self.scenario.world().logs_in(name).await
    }

    /// Bodies of the waiting messages, which stay in the queue.
    pub(super) async fn waiting(&self) -> BTreeSet<String> {
        self.scenario.world().waiting().await.into_iter().collect()
    }

    /// Delivers all earlier messages twice more in random order, with sweeps in between, until no work is left.
    pub(super) async fn comes_again(&self, messages: &BTreeSet<String>, chance: &mut ChaCha8Rng) -> Result<(), String> {
        let mut again: Vec<String> = messages.iter().chain(messages).cloned().collect();
        again.shuffle(chance);
        for (place, batch) in again.chunks(BATCH).enumerate() {
            self.scenario.deliver(batch).await;
            if place == 0 {
                self.sweeps().await?;
            }
        }
        self.scenario.drain_queue().await;
        self.sweeps().await?;
        self.scenario.drain_queue().await;
        self.sweeps().await
    }

    async fn sweeps(&self) -> Result<(), String> {
        self.scenario.clock.advance(IDLE);
        self.scenario.sweep().await.map_err(|error| format!("the sweep fails: {error:?}"))
    }
}
