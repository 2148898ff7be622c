//! Batches of ten messages, one of which always fails.

use super::deliveries::{Deliveries, MAX_RECEIVES};
use crate::{Dose, Failure, Outcome, Suite, Worst};
use copilot::ingestion::scenario::{Scenario, Uploaded, delete_message, landed, pages_message};
use futures::FutureExt;
use rand::{Rng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use sisuiq_testing::pdf::PdfBuilder;
use std::collections::HashSet;

/// A poisoned message does not affect others.
pub const SUITE: Suite = Suite {
    name: "partial_batches",
    promise: "of each ten messages one is poisoned: the nine are done once with 0 retries, the one is tried 5 \
              times and becomes a dead letter",
    quick: 2,
    full: 100,
    run: |dose| run(dose).boxed(),
};

const INNOCENTS: usize = 9;

/// A batch of ten messages.
struct Batch {
    case: u64,
    innocents: Vec<Innocent>,
    poison: Poison,
    order: Vec<String>,
}

/// A valid message.
struct Innocent {
    document: Uploaded,
    body: String,
    is_deletion: bool,
}

/// A message that always fails.
struct Poison {
    body: String,
    /// The document that shows the failure.
    document: Option<Uploaded>,
}

async fn run(dose: Dose) -> Outcome {
    let scenario = Scenario::begin().await;
    let mut batches = Vec::new();
    for case in dose.numbers() {
        batches.push(Batch::prepare(&scenario, case, dose.chance(case)).await);
    }
    scenario.lose_messages().await;
    let ingest = scenario.ingest().await;
    let deliveries = Deliveries::begin(scenario, ingest).await;
    for batch in &batches {
        deliveries.send_together(&batch.order).await;
    }
    deliveries.until_settled().await;
    let mut failures = Vec::new();
    for batch in &batches {
        failures.extend(batch.faults(&deliveries).await.into_iter().map(|fault| dose.fails(batch.case, fault)));
        dose.advance();
    }
    failures.extend(strangers(&dose, &batches, &deliveries).await);
    let worst = Worst(format!("{} messages, at most {} receives", 10 * batches.len(), most_receives(&deliveries)));
    deliveries.end().await;
    dose.outcome(failures, worst)
}

impl Batch {
    async fn prepare(scenario: &Scenario, case: u64, mut chance: ChaCha8Rng) -> Self {
        let mut innocents = Vec::new();
        for number in 0..INNOCENTS {
            innocents.push(Innocent::prepare(scenario, case, number, chance.random_bool(0.5)).await);
        }
        let poison = Poison::prepare(scenario, case, &mut chance).await;
        let mut order: Vec<String> = innocents.iter().map(|innocent| innocent.body.clone()).collect();
        order.push(poison.body.clone());
        order.shuffle(&mut chance);
        Self { case, innocents, poison, order }
    }

    async fn faults(&self, deliveries: &Deliveries) -> Vec<String> {
        let mut faults = Vec::new();
        for innocent in &self.innocents {
            faults.extend(innocent.faults(deliveries).await);
        }
        faults.extend(self.poison.faults(deliveries).await);
        faults
    }
}

impl Innocent {
    async fn prepare(scenario: &Scenario, case: u64, number: usize, is_deletion: bool) -> Self {
        let text = format!("Batch {case} has a line number {number} of 132 kilovolts to Tororo.");
        let document = scenario.upload(&PdfBuilder::of_texts(&[&text]).build()).await;
        let body = if is_deletion {
            scenario.delete(&document).await;
            delete_message(&document)
        } else {
            landed(&document)
        };
        Self { document, body, is_deletion }
    }

    async fn faults(&self, deliveries: &Deliveries) -> Vec<String> {
        let mut faults = Vec::new();
        let times = deliveries.times(&self.body);
        if times != 1 {
            faults.push(format!("an innocent message was handed over {times} times: {}", self.body));
        }
        if self.is_deletion {
            if !deliveries.scenario.has_nothing_of(&self.document).await {
                faults.push(format!("something of the deleted {} is left", self.document.id));
            }
            return faults;
        }
        let found = deliveries.scenario.stored_state(&self.document).await;
        if !found.is_done_once() {
            faults.push(format!("an innocent document was not done once: {found:?}"));
        }
        faults
    }
}

impl Poison {
    async fn prepare(scenario: &Scenario, case: u64, chance: &mut ChaCha8Rng) -> Self {
        let body = match chance.random_range(0..7) {
            0 => format!("poison {case} is no JSON"),
            1 => json!({ "kind": "coffee", "case": case }).to_string(),
            2 => json!({ "kind": "pages", "document_id": "nobody", "case": case }).to_string(),
            3 => json!({ "Records": [{ "eventName": "ObjectTagging:Put", "case": case }] }).to_string(),
            4 => format!("[{case}]"),
            5 => format!("{{\"Records\":{}{case}", "[".repeat(10_000)),
            _ => return Self::without_file(scenario).await,
        };
        Self { body, document: None }
    }

    /// A message about pages of a document whose file is lost.
    async fn without_file(scenario: &Scenario) -> Self {
        let document = scenario.upload(&PdfBuilder::of_texts(&["Lost."]).build()).await;
        assert_eq!(scenario.deliver(&[landed(&document)]).await, [true]);
        scenario.destroy_object(&document).await;
        Self { body: pages_message(&document, 1, 1), document: Some(document) }
    }

    async fn faults(&self, deliveries: &Deliveries) -> Vec<String> {
        let mut faults = Vec::new();
        let times = deliveries.times(&self.body);
        if times != MAX_RECEIVES {
            faults.push(format!("a poisoned message was handed over {times} times: {}", shortened(&self.body)));
        }
        if let Some(document) = &self.document {
            let found = deliveries.scenario.stored_state(document).await;
            if !found.is_given_up() {
                faults.push(format!("a document that was given up does not say so: {found:?}"));
            }
        }
        faults
    }
}

/// Checks that exactly the poisoned messages are dead letters, and that no follow-up message was delivered twice.
async fn strangers(dose: &Dose, batches: &[Batch], deliveries: &Deliveries) -> Vec<Failure> {
    let mut expected: Vec<&str> = batches.iter().map(|batch| batch.poison.body.as_str()).collect();
    let found = deliveries.dead_letters().await;
    let mut found: Vec<&str> = found.iter().map(String::as_str).collect();
    expected.sort_unstable();
    found.sort_unstable();
    let mut failures = Vec::new();
    if found != expected {
        let counts = format!("{} dead letters are not the {} poisoned messages", found.len(), expected.len());
        failures.push(dose.fails(dose.first, counts));
    }
    let sent: HashSet<&String> = batches.iter().flat_map(|batch| &batch.order).collect();
    let repeated = deliveries.repeated().into_iter().filter(|(body, _)| !sent.contains(body));
    let fault = |body: &str, times| format!("what followed was handed over {times} times: {}", shortened(body));
    failures.extend(repeated.map(|(body, times)| dose.fails(dose.first, fault(&body, times))));
    failures
}

fn most_receives(deliveries: &Deliveries) -> u32 {
    deliveries.repeated().into_values().max().unwrap_or(1)
}

fn shortened(body: &str) -> String {
    body.chars().take(100).collect()
}
