//! Canary words that must not leak into logs, spans or other users' answers.

mod accounts;
mod echo;
mod entrusted;
mod path;
mod people;
mod place;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use entrusted::Entrusted;
use futures::FutureExt;
use path::Path;
use place::Place;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use world::{log_of_process, spans_of_process};

/// Personal data and secrets stay out of logs, spans and other users' answers.
pub const SUITE: Suite = Suite {
    name: "canaries",
    promise: "passwords, addresses, names, numbers, employee ids, tokens in answers and in messages, names of groups, keys of \
              programs and requests, questions, document texts and provider keys, those of callers included, of users, customers and staff, on every path, \
              errors, outages and panics included: not one in the log down to debug level nor in a span, and none in an answer \
              that must not hold it",
    quick: 28,
    full: 2_000,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 4;
/// Unique prefix of all canary words.
const MARK: &str = "kanarienvogel";
/// Log messages about spans that did not reach the collector.
const LOST_SPANS: [&str; 3] =
    ["trace export failed", "BatchSpanProcessor.SpanDroppingStarted", "BatchSpanProcessor.ExportError"];

async fn run(dose: Dose) -> Outcome {
    let log = log_of_process();
    let (places, entrusted) = (Pool::<Place>::default(), Entrusted::default());
    let shared = entrusted.clone();
    let mut failures =
        dose.run(AT_ONCE, move |number, chance| case(places.clone(), shared.clone(), number, chance)).await;
    let spans: Vec<String> = spans_of_process().await.iter().map(|sent| format!("{:?}", sent.span)).collect();
    let (log, spans) = (log.text(), spans.join("\n"));
    let lost = log.lines().filter(|line| LOST_SPANS.iter().any(|sign| line.contains(sign)));
    failures.extend(lost.map(|line| dose.fails(dose.first, format!("not all spans were looked at: {line}"))));
    let mut worst = Vec::new();
    for (text, what, always) in [(&log, "lines of the log", "request_end"), (&spans, "spans", "db.query")] {
        let told: Vec<&str> = text.lines().filter(|line| line.contains(MARK)).collect();
        let case_of = |line: &str| number_in(line).unwrap_or(dose.first);
        failures.extend(told.iter().map(|line| dose.fails(case_of(line), format!("among {what}: {line}"))));
        failures.extend(entrusted.found_in(text).into_iter().map(|(case, what)| dose.fails(case, what)));
        if !text.contains(always) {
            failures.push(dose.fails(dose.first, format!("there are no {what} at all")));
        }
        worst.push(format!("{} of {} {what}", told.len(), text.lines().count()));
    }
    dose.outcome(failures, Worst(format!("{} hold one", worst.join(" and "))))
}

async fn case(places: Pool<Place>, entrusted: Entrusted, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let mut place = places.take(Place::make).await;
    place.entrusted = entrusted.of_case(number);
    let path = Path::of(number);
    let word = canary(number, &mut chance);
    path.walk(&place, &word).await.map_err(|detail| format!("{path:?}: {detail}"))?;
    places.give_back(place).await;
    Ok(())
}

/// Generates a canary word that contains its case number.
fn canary(number: u64, chance: &mut impl Rng) -> String {
    format!("{MARK}{number}x{:08x}", chance.random::<u32>())
}

fn number_in(line: &str) -> Option<u64> {
    let (_, rest) = line.split_once(MARK)?;
    rest.split_once('x')?.0.parse().ok()
}
