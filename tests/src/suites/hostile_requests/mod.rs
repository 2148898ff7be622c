//! Requests that nobody means well with, in every dimension at once: method, address, headers, tokens and body.

mod address;
mod body;
mod door;
mod headers;
mod panics;
mod request;
mod route;
mod text;
mod verdict;
mod wire;

use super::timed::Slowest;
use crate::{
    prove::{Dose, Outcome, Suite, Worst},
    world::{Person, World},
};
use door::Door;
use futures::FutureExt;
use panics::Panics;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use request::Hostile;
use route::Route;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use verdict::{Answer, judge};

/// Hostile requests are refused quickly, and always in the same words.
pub const SUITE: Suite = Suite {
    name: "hostile_requests",
    promise: "whatever is sent to whatever route: no 5xx, no panic, no answer after 2 s, and whatever the product \
              refuses is the one error body",
    quick: 400,
    full: 10_000,
    run: |dose| run(dose).boxed(),
};

/// One in so many is sent as bytes over TCP instead of as a request that a library understood.
const RAW_SHARE: f64 = 0.15;
const AT_ONCE: usize = 2;

/// The same for all cases.
struct Setting {
    routes: Vec<Route>,
    user: Person,
    leaver: Person,
    door: Door,
    slowest: Slowest,
    refused: AtomicU64,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let panics = Panics::counted();
    let shared = Arc::clone(&setting);
    let mut failures = dose.run(AT_ONCE, move |_, chance| case(Arc::clone(&shared), chance)).await;
    let panicked = panics.told().into_iter().map(|panic| dose.fails(dose.first, format!("a panic: {panic}")));
    failures.extend(panicked);
    dose.outcome(failures, setting.worst())
}

impl Setting {
    async fn make() -> Self {
        let world = World::new().await;
        world.prepare_storage().await;
        world.prepare_collection().await;
        let user = world.user("alice").await;
        let leaver = world.user("bob").await;
        // The first question loads the model, which no later one waits for.
        user.asks("Which substation is the largest?").await.is(200);
        let door = Door::open(world.app().await).await;
        Self { routes: route::all(), user, leaver, door, slowest: Slowest::default(), refused: AtomicU64::new(0) }
    }

    /// Who sends to this route: a session that ends is not the one that all other cases use.
    fn token(&self, route: &Route) -> &str {
        let person = if route.path.ends_with("/logout") { &self.leaver } else { &self.user };
        person.token.as_deref().unwrap()
    }

    fn note(&self, answer: &Answer, route: &Route) {
        if answer.is_refusal() {
            self.refused.fetch_add(1, Relaxed);
        }
        self.slowest.note((answer.time, format!("{} {}", route.method, route.path)));
    }

    fn worst(&self) -> Worst {
        Worst(format!("{}; {} refused", self.slowest.tell().0, self.refused.load(Relaxed)))
    }
}

async fn case(setting: Arc<Setting>, mut chance: ChaCha8Rng) -> Result<(), String> {
    let route = setting.routes.choose(&mut chance).unwrap();
    let hostile = Hostile::draw(&mut chance, route, setting.token(route));
    let what = hostile.to_string();
    let raw = chance.random_bool(RAW_SHARE);
    let answer = match hostile.request().filter(|_| !raw) {
        Some(request) => verdict::of_app(&setting.user.world, request).await,
        None => setting.door.send(&hostile.bytes(&mut chance), hostile.method == "HEAD").await,
    };
    let answer = answer.map_err(|fault| format!("{what}: {fault}"))?;
    setting.note(&answer, route);
    judge(&hostile.method, &answer).map_or(Ok(()), |fault| Err(format!("{what}: {fault}")))
}
