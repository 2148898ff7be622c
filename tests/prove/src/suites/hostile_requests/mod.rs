//! Hostile requests that vary method, address, headers, tokens and body at the same time.

mod address;
mod body;
mod door;
mod edge;
mod headers;
mod panics;
mod request;
mod route;
mod text;
mod verdict;
pub mod wire;

pub use verdict::Sent;

use super::timed::Slowest;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use door::Door;
use edge::Edge;
use futures::FutureExt;
use panics::Panics;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use request::Hostile;
use route::Route;
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use verdict::{Answer, judge};
use world::{Person, World};

/// Hostile requests are rejected quickly and in the documented format.
pub const SUITE: Suite = Suite {
    name: "hostile_requests",
    promise: "whatever is sent to whatever route by users, administrators, customers, members of staff and programs: no 5xx, no \
              panic, no answer after 2 s, and whatever the product refuses is the one error body",
    quick: 400,
    full: 10_000,
    run: |dose| run(dose).boxed(),
};

/// Share of requests that are sent as raw bytes over TCP instead of as parsed requests.
const RAW_SHARE: f64 = 0.15;
/// Share of requests that go through the stack's edge, which sends gateway events to functions.
const EDGE_SHARE: f64 = 0.25;
const AT_ONCE: usize = 2;

/// State that all cases share.
struct Setting {
    world: World,
    routes: Vec<Route>,
    /// Senders. The second account of each pair calls routes that end sessions, so that the first one stays logged in.
    senders: Vec<(Person, Person)>,
    door: Door,
    edge: Edge,
    slowest: Slowest,
    refused: AtomicU64,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let panics = Panics::counted();
    let shared = Arc::clone(&setting);
    let mut failures = dose.run(AT_ONCE, move |_, chance| case(Arc::clone(&shared), chance)).await;
    let panicked = panics.messages().into_iter().map(|panic| dose.fails(dose.first, format!("a panic: {panic}")));
    failures.extend(panicked);
    failures.extend(setting.is_whole().await.err().map(|fault| dose.fails(dose.first, fault)));
    dose.outcome(failures, setting.worst())
}

impl Setting {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.gives_up_after(5).await;
        world.prepare_collection().await;
        let (user, admin) = (world.user("alice").await, world.admin().await);
        // the first question loads the model, so that later ones need not wait for it
        user.asks("Which substation is the largest?").await.is(200);
        // requests often refer to staff member number 1, who must not be a sender
        world.employs("first", "support_staff").await;
        let (customer, staff) = (world.customer("carol").await, world.staff("sam", "super_admin").await);
        let leavers = [
            world.user("bob").await,
            world.user("eve").await,
            world.customer("dan").await,
            world.staff("ted", "super_admin").await,
        ];
        let input = json!({ "name": "program", "scopes": ["read", "write", "chat"], "expires_in_days": 30, "password": user.password() });
        let key = user.post("/api/auth/api-keys", input).await.is(201).text("key").to_owned();
        let program = user.with_token(key);
        let mut senders: Vec<(Person, Person)> = [user, admin, customer, staff].into_iter().zip(leavers).collect();
        senders.push((program.clone(), program));
        let door = Door::open(world.app().await).await;
        let edge = Edge::find().await;
        let (slowest, refused) = (Slowest::default(), AtomicU64::new(0));
        Self { world, routes: route::all(), senders, door, edge, slowest, refused }
    }

    /// Selects the token of a sender. Routes that end sessions get the token of the second account, whatever the
    /// method.
    fn token(&self, route: &Route, through_edge: bool, chance: &mut ChaCha8Rng) -> &str {
        let (person, leaver) = self.senders.choose(chance).unwrap();
        let ends = ["/logout", "/users/me", "/auth/sessions"].iter().any(|end| route.path.ends_with(end));
        if through_edge {
            return if ends { &self.edge.leaver } else { &self.edge.token };
        }
        let sender = if ends { leaver } else { person };
        sender.token.as_deref().unwrap()
    }

    /// Checks that the senders are still logged in. Otherwise only strangers would have been rejected.
    async fn is_whole(&self) -> Result<(), String> {
        for (person, _) in &self.senders {
            let reply = person.get("/api/auth/verify").await;
            if reply.status == 401 {
                return Err(format!("{} was no longer known at the end", person.name));
            }
        }
        Ok(())
    }

    fn note(&self, answer: &Answer, route: &Route) {
        if answer.is_refusal() {
            self.refused.fetch_add(1, Relaxed);
        }
        self.slowest.note((answer.time, format!("{} {}", route.method, route.path)));
    }

    fn worst(&self) -> Worst {
        Worst(format!("{}; {} refused", self.slowest.worst().0, self.refused.load(Relaxed)))
    }
}

async fn case(setting: Arc<Setting>, mut chance: ChaCha8Rng) -> Result<(), String> {
    let route = setting.routes.choose(&mut chance).unwrap();
    let through_edge = chance.random_bool(EDGE_SHARE);
    let token = setting.token(route, through_edge, &mut chance);
    let hostile = Hostile::draw(&mut chance, route, token);
    let what = hostile.to_string();
    let raw = chance.random_bool(RAW_SHARE);
    let answer = match hostile.request().filter(|_| !raw) {
        _ if through_edge => setting.edge.door.send(&hostile.bytes(&mut chance), hostile.method == "HEAD").await,
        Some(request) => verdict::of_app(&setting.world, request).await,
        None => setting.door.send(&hostile.bytes(&mut chance), hostile.method == "HEAD").await,
    };
    let answer = answer.map_err(|fault| format!("{what}: {fault}"))?;
    if !through_edge {
        setting.note(&answer, route);
    }
    judge(&hostile.method, &answer, through_edge).map_or(Ok(()), |fault| Err(format!("{what}: {fault}")))
}
