//! Faults of language models of every kind, with a second provider as fallback.

mod place;
mod stand_in;

use super::{
    pool::Pool,
    timed::{Timed, run_timed},
};
use crate::Suite;
use futures::FutureExt;
use place::Place;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use stand_in::{Fault, Kind};

/// A failing provider is replaced by the next one, and no partial answer is stored.
pub const SUITE: Suite = Suite {
    name: "provider_faults",
    promise: "whatever a provider of any kind does (refuses, hangs before or within its answer, is busy or broken, talks nonsense, \
              breaks off, knows no such model, says nothing, drips, has another key): before its first word the next provider \
              answers and that is said, after it the answer is a 503 with Retry-After or an event `error` and nothing is stored; \
              at most two requests are made, five failures open its circuit and three answers a minute later close it, nothing \
              stays set aside, and what was counted is what the ledger says",
    quick: 14,
    full: 560,
    run: |dose| run_timed(dose, AT_ONCE, Setting::default(), case).boxed(),
};

const AT_ONCE: usize = 4;

#[derive(Clone, Default)]
struct Setting {
    places: [Pool<Place>; Kind::ALL.len()],
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<Timed, String> {
    let faults = Fault::ALL.len() as u64;
    let fault = Fault::ALL[usize::try_from(number % faults).unwrap()];
    // the cases combine every fault with every kind
    let kind = usize::try_from((number + number / faults) % Kind::ALL.len() as u64).unwrap();
    let what = format!("{:?}: {fault:?}", Kind::ALL[kind]);
    let place = setting.places[kind].take(async || Place::make(Kind::ALL[kind]).await).await;
    let took = place.suffer(fault, chance.random()).await.map_err(|detail| format!("{what}: {detail}"))?;
    setting.places[kind].give_back(place).await;
    Ok((took, what))
}
