//! Hostile sources: addresses, names, redirects, responses and lists that a watched source must not get through with.

mod addresses;
mod attack;
mod lists;
mod place;
mod redirects;
mod responses;
mod slow;
mod urls;

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use attack::{Attack, NO_CHANGE};
use futures::{FutureExt, future::BoxFuture};
use place::Place;
use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

/// No hostile source gets a connection that it must not get, or changes a list.
pub const SUITE: Suite = Suite {
    name: "hostile_sources",
    promise: "a watched list whose source is hostile (addresses that are not public in every form, names that lead there, at once, \
              among good ones or after a redirect, and that change between check and connection; URLs, ports, schemes and credentials; \
              redirects; statuses, framings, heads, codings, bombs and drips; error pages, other files, cut, mixed and shrunken lists, \
              and XML that expands): nothing connects to an address that is not public, the run fails with the code of its fault, \
              nothing of the list, its index and what is known of its files changes, no file is kept but one that arrived whole, and \
              afterwards the source is read as before",
    quick: 308,
    full: 308,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Of so many attacks, one is followed by a run of the true source.
const REPAIRED: u64 = 8;

/// All attacks, in an order that never changes.
fn attacks() -> &'static [Attack] {
    static ATTACKS: OnceLock<Vec<Attack>> = OnceLock::new();
    ATTACKS.get_or_init(|| {
        [addresses::all(), urls::all(), redirects::all(), responses::all(), lists::all(), slow::all()].concat()
    })
}

/// Number of attacks. The doses are to try each.
#[must_use]
pub fn count() -> u64 {
    attacks().len() as u64
}

async fn run(dose: Dose) -> Outcome {
    let pool = Pool::<Place>::default();
    let failures = dose.run(AT_ONCE, move |number, _| case(pool.clone(), number)).await;
    let codes: BTreeSet<&str> = attacks().iter().map(|attack| attack.ends).filter(|end| *end != NO_CHANGE).collect();
    dose.outcome(failures, Worst(format!("{} different attacks with {} codes", attacks().len(), codes.len())))
}

fn case(pool: Pool<Place>, number: u64) -> BoxFuture<'static, Result<(), String>> {
    async move {
        let attack = attacks().iter().cycle().nth(usize::try_from(number).unwrap()).unwrap();
        let named = |fault: String| format!("{}: {fault}", attack.what);
        if attack.is_slow {
            return tokio::task::spawn_blocking(move || slow::withstands(attack)).await.unwrap().map_err(named);
        }
        let place = Arc::new(pool.take(Place::make).await);
        place.withstands(attack).await.map_err(named)?;
        if number.is_multiple_of(REPAIRED) {
            place.is_read_as_before(attack.list).await.map_err(named)?;
        }
        if let Some(place) = Arc::into_inner(place) {
            pool.give_back(place).await;
        }
        Ok(())
    }
    .boxed()
}
