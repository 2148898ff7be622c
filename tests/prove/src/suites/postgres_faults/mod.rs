//! Faults of Postgres while requests are running.

mod act;
mod fault;
mod place;

use super::{
    pool::Pool,
    timed::{Timed, run_timed},
};
use crate::Suite;
use act::Act;
use fault::Fault;
use futures::{FutureExt, future::join_all};
use place::Place;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use std::time::{Duration, Instant};

/// A fault of Postgres never leads to a 500, and has no lasting effects.
pub const SUITE: Suite = Suite {
    name: "postgres_faults",
    promise: "while Postgres refuses, resets, hangs, drips, is slow, locked, full, restarted or replaced by one \
              that only reads, each request succeeds or is answered 503 with Retry-After within its limit, never 500; the \
              first request afterwards succeeds within 2 s, and what writes as well (after a failover at the third time at most, once \
              for each connection); no connection leaks, and what is written is written whole",
    quick: 11,
    full: 600,
    run: |dose| run_timed(dose, AT_ONCE, Setting::default(), case).boxed(),
};

const AT_ONCE: usize = 4;
/// Concurrent requests in each case.
const REQUESTS: usize = 5;
const RECOVERY: Duration = Duration::from_secs(2);
const TIMEOUT: Duration = Duration::from_secs(5);

/// Places with short time limits, and places with long ones for slow connections.
#[derive(Clone, Default)]
struct Setting {
    brisk: Pool<Place>,
    slow: Pool<Place>,
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<Timed, String> {
    let fault = Fault::of(number, &mut chance);
    let places = if fault.is_slow() { &setting.slow } else { &setting.brisk };
    let place = places.take(async || Place::make(fault.is_slow()).await).await;
    let acts: Vec<Act> = (0..REQUESTS).map(|_| Act::of(chance.random(), fault.is_slow())).collect();
    let slowest = suffer(&place, &fault, &acts).await.map_err(|detail| format!("{fault:?}: {detail}"))?;
    places.give_back(place).await;
    Ok((slowest, format!("{fault:?}")))
}

/// Injects the fault and returns the time of the slowest answer.
async fn suffer(place: &Place, fault: &Fault, acts: &[Act]) -> Result<Duration, String> {
    let held = fault.begin(place).await;
    let requests = join_all(acts.iter().map(|act| act.run(place)));
    let (answers, ()) = futures::join!(requests, fault.strike(place));
    fault.end(place, held).await;
    if matches!(fault, Fault::FailedOver) {
        // only a write reveals that a connection is read-only
        for _ in 0..Place::CONNECTIONS {
            Act::PromiseDocument.run(place).await;
        }
    }
    let began = Instant::now();
    let after = place.user.get("/api/auth/me").await;
    if after.status != 200 || began.elapsed() > RECOVERY {
        return Err(format!("afterwards: {} after {:?}: {}", after.status, began.elapsed(), after.body));
    }
    if !Act::PromiseDocument.run(place).await.is_done() {
        return Err("afterwards nothing can be written".to_owned());
    }
    let mut slowest = Duration::ZERO;
    for answer in answers {
        slowest = slowest.max(answer.check(place.limit())?);
    }
    let open = place.proxy.settles(Place::CONNECTIONS, TIMEOUT).await;
    if open > Place::CONNECTIONS {
        return Err(format!("{open} connections are open"));
    }
    place.check_writes().await?;
    Ok(slowest)
}
