//! S3 events that are duplicated, reordered, delayed and interleaved with the changes that they report.

mod bucket;
mod files;
mod round;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::ingestion::scenario::Scenario;
use files::Files;
use futures::{FutureExt, future::BoxFuture};
use rand_chacha::ChaCha8Rng;
use round::Round;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

const AT_ONCE: usize = 2;
/// Event deliveries per case.
const EVENTS: usize = 100;
/// Keys in use at the same time.
const KEYS: usize = 4;

/// The stores follow the bucket, whatever the order of events.
pub const SUITE: Suite = Suite {
    name: "event_chaos",
    promise: "100 events a case over 4 keys, each event delivered one to five times, in any order and late, while objects \
              are put, put again, hidden, restored and their documents deleted: in the end there is a ready document for \
              each key that the bucket lists, with the content of one of its files and a point for each chunk, and of \
              every other key there is nothing",
    quick: 1,
    full: 100,
    run: |dose| run(dose).boxed(),
};

/// A scenario and the states of its files.
struct Place {
    scenario: Scenario,
    files: Files,
}

impl Place {
    async fn make() -> Self {
        let scenario = Scenario::with(&[("INGEST_MAX_RECEIVES", "1000")]).await;
        let files = Files::read(&scenario).await;
        Self { scenario, files }
    }
}

/// Totals of all cases.
#[derive(Default)]
struct Counts {
    events: AtomicUsize,
    keys: AtomicUsize,
    left: AtomicUsize,
}

async fn run(dose: Dose) -> Outcome {
    let pool = Pool::<Place>::default();
    let counts = Arc::new(Counts::default());
    let counted = Arc::clone(&counts);
    let failures = dose.run(AT_ONCE, move |_, chance| case(pool.clone(), Arc::clone(&counted), chance)).await;
    let count = |counter: &AtomicUsize| counter.load(Relaxed);
    let (events, keys, left) = (count(&counts.events), count(&counts.keys), count(&counts.left));
    let worst = Worst(format!("{events} events over {keys} keys, of which the bucket lists {left} in the end"));
    dose.outcome(failures, worst)
}

fn case(pool: Pool<Place>, counts: Arc<Counts>, chance: ChaCha8Rng) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let place = pool.take(Place::make).await;
        let mut round = Round::new(&place.scenario, chance);
        round.play().await;
        counts.events.fetch_add(round.events(), Relaxed);
        counts.keys.fetch_add(round.keys(), Relaxed);
        counts.left.fetch_add(round.compare(&place.files).await?, Relaxed);
        pool.give_back(place).await;
        Ok(())
    }
    .boxed()
}
