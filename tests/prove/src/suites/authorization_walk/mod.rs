//! Every route with every credential that it must reject.

mod callers;
mod objects;

use crate::routes::{self, Route};
use crate::suites::pairs::{ENOUGH, Pairs};
use crate::{Dose, Outcome, Suite, Worst};
use callers::{Callers, Kind};
use copilot::COPILOT;
use futures::FutureExt;
use objects::Objects;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use world::{Person, Reply, World};

/// Routes reject wrong credentials and do not reveal other users' objects.
pub const SUITE: Suite = Suite {
    name: "authorization_walk",
    promise: "every route × every credential that must not open it (none, garbage, expired, unsigned, of another key, ended, of \
              closed and deleted accounts, of the wrong kind of caller, keys without the scope): 0 leaks; the objects of others are \
              answered byte for byte as those that do not exist, but for the id, the time and the trace id, and (the full dose) within 5 % of \
              their time",
    quick: PARTS,
    full: ROUNDS * PARTS,
    run: |dose| run(dose).boxed(),
};

/// Number of parts that the routes are divided into. Each case walks one part, so any `PARTS` consecutive cases walk
/// all routes.
const PARTS: u64 = 64;
/// Number of times that the full dose walks all routes.
const ROUNDS: u64 = 10;
const AT_ONCE: usize = 2;
/// Requests for a foreign and a missing object per route and case.
const REPEATS: usize = 20;
// the full dose compares each route's answers often enough to judge their response times
const _: () = assert!(ROUNDS * REPEATS as u64 >= ENOUGH as u64, "the full dose is too small");
/// Tolerated difference of the response times, in percent.
const MOST_APART: f64 = 5.0;

struct Setting {
    world: World,
    routes: Vec<Route>,
    callers: Callers,
    objects: Objects,
    pairs: Pairs,
    sent: AtomicU64,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let shared = Arc::clone(&setting);
    let mut failures = dose.run(AT_ONCE, move |number, chance| case(Arc::clone(&shared), number, chance)).await;
    failures.extend(setting.is_whole().await.err().map(|fault| dose.fails(dose.first, fault)));
    failures.extend(setting.pairs.beyond(MOST_APART).into_iter().map(|fault| dose.fails(dose.first, fault)));
    dose.outcome(failures, setting.worst())
}

impl Setting {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.prepare_storage().await;
        world.prepare_collection().await;
        let callers = Callers::come_to(&world).await;
        let objects = Objects::of(&callers.alice).await;
        let (sent, pairs) = (AtomicU64::new(0), Pairs::default());
        Self { routes: routes::described(), world, callers, objects, pairs, sent }
    }

    /// Checks that the valid callers are still valid and that Alice's objects still exist. Otherwise the rejections
    /// would prove nothing.
    async fn is_whole(&self) -> Result<(), String> {
        for (kind, person) in &self.callers.alive {
            let path = kind.own_route();
            let reply = person.get(path).await;
            if reply.status != 200 {
                return Err(format!("{kind:?} is no longer let in at {path}: {} {}", reply.status, reply.body));
            }
        }
        self.objects.are_there(&self.callers.alice).await
    }

    fn worst(&self) -> Worst {
        let (dead, alive) = (self.callers.dead.len(), self.callers.alive.len());
        Worst(format!(
            "{} routes × {} credentials, {} requests; {} pairs of foreign and missing, {}",
            self.routes.len(),
            dead + alive,
            self.sent.load(Relaxed),
            self.pairs.count(),
            self.pairs.summary()
        ))
    }

    async fn send(&self, person: &Person, route: &Route, path: &str) -> Reply {
        self.sent.fetch_add(1, Relaxed);
        let request = person.request(&route.method.parse().unwrap(), path).header("content-type", "application/json");
        let body = if route.method == "GET" { "" } else { "{}" };
        self.world.send(request.body(body.into()).unwrap()).await
    }
}

async fn case(setting: Arc<Setting>, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let part = usize::try_from(number % PARTS).unwrap();
    for route in setting.routes.iter().skip(part).step_by(usize::try_from(PARTS).unwrap()) {
        let named = |fault: String| format!("{} {}: {fault}", route.method, route.path);
        refuses_the_dead(&setting, route, &mut chance).await.map_err(named)?;
        refuses_the_wrong(&setting, route, &mut chance).await.map_err(named)?;
        hides_what_others_have(&setting, route, &mut chance).await.map_err(named)?;
    }
    Ok(())
}

/// Checks that the route rejects invalid credentials, in a header or a cookie.
async fn refuses_the_dead(setting: &Setting, route: &Route, chance: &mut ChaCha8Rng) -> Result<(), String> {
    for (name, person) in &setting.callers.dead {
        let person = if chance.random_bool(0.5) { person.by_cookie() } else { person.clone() };
        let reply = setting.send(&person, route, &route.address()).await;
        let is_expected = match reply.status.as_u16() {
            401 if route.demands_token() => reply.header("www-authenticate").starts_with("Bearer"),
            // a public route ignores credentials
            200..=299 | 303 | 400 | 409 | 415 | 422 => !route.demands_token(),
            401 => route.asks_for_a_secret(),
            // the token of a link is in the address
            404 => route.path.contains("{token}") && !route.demands_token(),
            _ => false,
        };
        if !is_expected {
            return Err(format!("{name}: {} {}", reply.status, reply.body));
        }
        if let Some(fault) = reply.fault().filter(|_| reply.status.is_client_error()) {
            return Err(format!("{name}: {fault}: {}", reply.body));
        }
    }
    Ok(())
}

/// Checks that the route rejects the wrong kinds of callers. It also calls the route as the right kind, because
/// otherwise a broken route would pass.
async fn refuses_the_wrong(setting: &Setting, route: &Route, chance: &mut ChaCha8Rng) -> Result<(), String> {
    if route.is_public() {
        return Ok(());
    }
    let audience = route.audience().ok_or("nobody has said who may call it")?;
    for (kind, person) in &setting.callers.alive {
        let is_welcome = kind.is_admitted_to(audience, route);
        if is_welcome && route.ends_callers() {
            continue;
        }
        let person = if chance.random_bool(0.5) { person.by_cookie() } else { person.clone() };
        let reply = setting.send(&person, route, &route.address()).await;
        let is_expected = match reply.status.as_u16() {
            403 => !is_welcome,
            200..=299 | 400 | 404 | 409 | 422 | 503 => is_welcome,
            // the body is not a form, which only admitted callers may learn
            415 => is_welcome && route.takes_form(),
            _ => false,
        };
        if !is_expected {
            let what = if is_welcome { "is not let in" } else { "is let in" };
            return Err(format!("{kind:?} {what}: {} {}", reply.status, reply.body));
        }
    }
    Ok(())
}

/// Checks that the answers for a foreign and a missing object are the same.
async fn hides_what_others_have(setting: &Setting, route: &Route, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let Some(foreign) = setting.objects.asked_for(route)? else { return Ok(()) };
    let audience = route.audience().ok_or("nobody has said who may call it")?;
    let welcome = setting.callers.alive.iter().filter(|(kind, _)| kind.is_admitted_to(audience, route));
    let others: Vec<&(Kind, Person)> = welcome.collect();
    let (kind, person) = others.choose(chance).ok_or("nobody may call it")?;
    for _ in 0..REPEATS {
        let missing = foreign.missing(setting.world.clock().uuid_v7());
        let ((theirs, took), (nobodys, took_missing)) = if chance.random_bool(0.5) {
            let first = foreign.ask(person).await;
            (first, missing.ask(person).await)
        } else {
            let first = missing.ask(person).await;
            (foreign.ask(person).await, first)
        };
        if theirs.status != 404 {
            return Err(format!("{kind:?} is answered {} for what others have: {}", theirs.status, theirs.text));
        }
        if theirs != nobodys {
            return Err(format!("{kind:?} can tell what others have: {theirs:?} and {nobodys:?}"));
        }
        setting.pairs.note(&format!("{} {}", route.method, route.path), took, took_missing);
        setting.sent.fetch_add(2, Relaxed);
    }
    Ok(())
}
