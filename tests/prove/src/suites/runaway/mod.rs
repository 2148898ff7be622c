//! Providers that do not stop or report false usage, and clients that ask for too much.

mod crowd;
mod place;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use futures::{FutureExt, future::BoxFuture};
use place::{Place, Run};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

/// No call uses more than its reservation, whatever the provider or the client does.
pub const SUITE: Suite = Suite {
    name: "runaway",
    promise: "a provider that never ends, drips, falls silent, sends 10 MB or claims tokens that it did not use, questions of 10,000 \
              tokens, clients that leave, and 200 chats at once with all of that: no text is longer than 64 KiB, the call is \
              ended, half an answer is not stored, no call is counted with more than was set aside for it, no budget is ever \
              passed, and afterwards nothing is set aside and the ledger is exact",
    quick: 11,
    full: 200,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 3;
/// One in this number of cases runs 200 concurrent chats.
const CROWDS: u64 = 20;

#[derive(Default)]
struct Counts {
    cases: BTreeMap<&'static str, u64>,
    longest: Duration,
    written: usize,
}

async fn run(dose: Dose) -> Outcome {
    let (pool, counts) = (Pool::<Place>::default(), Arc::new(Mutex::new(Counts::default())));
    let counted = Arc::clone(&counts);
    let failures = dose.run(AT_ONCE, move |number, chance| case(pool.clone(), Arc::clone(&counted), number, chance));
    let failures = failures.await;
    let counts = counts.lock().unwrap();
    let cases: Vec<_> = counts.cases.iter().map(|(what, cases)| format!("{what} {cases}")).collect();
    let told = format!(
        "{}; a call was over at most {} ms after its answer; {} answers of crowds were written",
        cases.join(", "),
        counts.longest.as_millis(),
        counts.written
    );
    dose.outcome(failures, Worst(told))
}

fn case(
    pool: Pool<Place>,
    counts: Arc<Mutex<Counts>>,
    number: u64,
    mut chance: ChaCha8Rng,
) -> BoxFuture<'static, Result<(), String>> {
    async move {
        if number % CROWDS == CROWDS / 2 {
            let written = crowd::chats(&mut chance).await.map_err(|error| format!("crowd: {error}"))?;
            let mut counts = counts.lock().unwrap();
            *counts.cases.entry("crowd").or_default() += 1;
            counts.written += written;
            return Ok(());
        }
        let run = Run::ALL[usize::try_from(number).unwrap() % Run::ALL.len()];
        let place = pool.take(Place::make).await;
        let took = place.suffers(run, chance.random(), &mut chance).await;
        let took = took.map_err(|error| format!("{}: {error}", run.name()))?;
        pool.give_back(place).await;
        let mut counts = counts.lock().unwrap();
        *counts.cases.entry(run.name()).or_default() += 1;
        counts.longest = counts.longest.max(took);
        Ok(())
    }
    .boxed()
}
