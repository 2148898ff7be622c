//! Deletion at every step of an object's life.

mod conversation;
mod document;
mod left;
mod moments;
mod place;
mod table;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use futures::{FutureExt, future::BoxFuture};
use moments::{MOMENTS, Moment};
use place::Place;
use rand_chacha::ChaCha8Rng;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// Nobody finds a deleted object, and only earlier answers and audit records refer to it.
pub const SUITE: Suite = Suite {
    name: "deletion",
    promise: "a document deleted at every step of its life (promised, landed, read by a process that is killed or held between any \
              two steps, ready, read again, with a new version, while it is shared, while another collection is filled, while it \
              is cleaned up after) and a table likewise: from then on no list, search, answer, kept answer, page or citation \
              shows it, and once all messages came again in any order and the sweep ran, no store holds anything of it but the \
              answers of those who had asked, their records and the audit log; a conversation that is deleted leaves nothing but \
              the audit log",
    quick: 5,
    full: MOMENTS as u64,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Coprime to the number of moments, so that a few cases already cover many kinds.
const STRIDE: u64 = 11;

type Counts = BTreeMap<&'static str, u64>;

async fn run(dose: Dose) -> Outcome {
    let (pool, counts) = (Pool::<Place>::default(), Arc::new(Mutex::new(Counts::new())));
    let counted = Arc::clone(&counts);
    let failures = dose.run(AT_ONCE, move |number, chance| case(pool.clone(), Arc::clone(&counted), number, chance));
    let failures = failures.await;
    let counts = counts.lock().unwrap();
    let told: Vec<_> = counts.iter().map(|(what, cases)| format!("{what} {cases}")).collect();
    dose.outcome(failures, Worst(format!("nothing found of any: {}", told.join(", "))))
}

fn case(
    pool: Pool<Place>,
    counts: Arc<Mutex<Counts>>,
    number: u64,
    chance: ChaCha8Rng,
) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let moment = moments::all()[usize::try_from(number * STRIDE).unwrap() % MOMENTS];
        let place = pool.take(Place::make).await;
        let outcome = match moment {
            Moment::Table(step) => table::is_deleted(&place, step, chance).await,
            Moment::Conversation => conversation::is_deleted(&place).await,
            moment => Box::pin(document::is_deleted(&place, moment, chance)).await,
        };
        outcome.map_err(|error| format!("{moment:?}: {error}"))?;
        // this moment has added another collection to the world
        if !matches!(moment, Moment::Embedded(_)) {
            pool.give_back(place).await;
        }
        *counts.lock().unwrap().entry(moment.name()).or_default() += 1;
        Ok(())
    }
    .boxed()
}
