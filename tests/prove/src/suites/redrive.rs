//! Work that fails until the cause is repaired.

use super::deliveries::{Deliveries, MAX_RECEIVES};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::ingestion::scenario::{Scenario, Uploaded, landed, pages_message};
use futures::FutureExt;
use rand::Rng;
use sisuiq_testing::{Stack, pdf::PdfBuilder};
use std::path::Path;
use tokio::process::Command;

/// Dead letters succeed after a repair and a redrive.
pub const SUITE: Suite = Suite {
    name: "redrive",
    promise: "messages that were given up after 5 tries are all done once after a repair and a redrive; until then their \
              documents show as failed, and no dead letter is left",
    quick: 5,
    full: 100,
    run: |dose| run(dose).boxed(),
};

/// A setting with a missing program, so that no PDF can be read.
const BROKEN: (&str, &str) = ("EXTRACT_PROGRAM", "/nonexistent/ingest");

/// A document and its failing message.
struct Work {
    case: u64,
    document: Uploaded,
    body: String,
}

async fn run(dose: Dose) -> Outcome {
    let scenario = Scenario::begin().await;
    let repaired = scenario.ingest().await;
    let work = prepare(&scenario, &dose).await;
    scenario.lose_messages().await;
    let broken = broken(&scenario).await;
    let deliveries = Deliveries::begin(scenario, broken).await;
    for batch in work.chunks(10) {
        deliveries.send_together(&batch.iter().map(|work| work.body.clone()).collect::<Vec<_>>()).await;
    }
    deliveries.until_settled().await;
    let given_up = deliveries.dead_letter_count().await;
    let mut faults = Vec::new();
    for work in &work {
        faults.extend(work.fault_while_broken(&deliveries).await.map(|fault| (work.case, fault)));
    }
    deliveries.deploy(repaired);
    let moved = redrive(&deliveries).await;
    deliveries.until_settled().await;
    for work in &work {
        faults.extend(work.fault_when_repaired(&deliveries).await.map(|fault| (work.case, fault)));
        dose.advance();
    }
    let left = deliveries.dead_letter_count().await;
    let counts = (given_up, moved, left);
    let expected = u32::try_from(dose.cases).unwrap();
    if counts != (expected, expected, 0) {
        faults.push((dose.first, format!("{given_up} were given up, {moved} moved back, {left} are left")));
    }
    deliveries.end().await;
    let failures = faults.into_iter().map(|(case, fault)| dose.fails(case, fault)).collect();
    dose.outcome(failures, Worst(format!("dead letters {given_up} → {left}")))
}

/// The ingestion of a broken deployment.
async fn broken(scenario: &Scenario) -> ingest::State {
    let world = scenario.world();
    let intact = world.environment().read(|reader| reader.named::<String>(BROKEN.0)).unwrap();
    world.set(BROKEN.0, BROKEN.1);
    let broken = scenario.ingest().await;
    world.set(BROKEN.0, &intact);
    broken
}

async fn prepare(scenario: &Scenario, dose: &Dose) -> Vec<Work> {
    let mut work = Vec::new();
    for case in dose.numbers() {
        let mut chance = dose.chance(case);
        let text = format!("Case {case}: the reservoir holds {} cubic metres.", chance.random_range(1..1_000_000));
        let document = scenario.upload(&PdfBuilder::of_texts(&[&text]).build()).await;
        // half of them fail at the event of their file, half when their pages are read
        let body = if chance.random_bool(0.5) {
            landed(&document)
        } else {
            assert_eq!(scenario.deliver(&[landed(&document)]).await, [true]);
            pages_message(&document, 1, 1)
        };
        work.push(Work { case, document, body });
    }
    work
}

impl Work {
    async fn fault_while_broken(&self, deliveries: &Deliveries) -> Option<String> {
        let times = deliveries.times(&self.body);
        if times != MAX_RECEIVES {
            return Some(format!("it was tried {times} times"));
        }
        let found = deliveries.scenario.stored_state(&self.document).await;
        (!found.is_given_up()).then(|| format!("it does not show as given up: {found:?}"))
    }

    async fn fault_when_repaired(&self, deliveries: &Deliveries) -> Option<String> {
        let times = deliveries.times(&self.body);
        if times != MAX_RECEIVES + 1 {
            return Some(format!("it was tried {} times after the repair", times.saturating_sub(MAX_RECEIVES)));
        }
        let found = deliveries.scenario.stored_state(&self.document).await;
        (!found.is_done_once()).then(|| format!("it was not done once: {found:?}"))
    }
}

/// Moves the dead letters back as an operator does, and returns their number.
async fn redrive(deliveries: &Deliveries) -> u32 {
    let python = Stack::from_process().parts.join("localstack/bin/python");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../localstack/parts/redrive.py");
    let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL"];
    let settings = deliveries.scenario.settings().into_iter().filter(|(name, _)| names.contains(&name.as_str()));
    let region = deliveries.scenario.settings().into_iter().find(|(name, _)| name == "AWS_REGION").unwrap().1;
    let mut command = Command::new(python);
    command.arg(script).args(deliveries.addresses()).envs(settings).env("AWS_DEFAULT_REGION", region);
    let output = command.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap()
}
