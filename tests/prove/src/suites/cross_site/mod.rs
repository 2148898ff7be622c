//! Requests that another site makes a user's browser send.

mod guards;
mod shape;
mod traces;

use crate::routes::{self, Route};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use shape::Shape;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};
use traces::Traces;
use world::{Person, World};

/// Other sites can change nothing, and every answer has the security headers.
pub const SUITE: Suite = Suite {
    name: "cross_site",
    promise: "whatever another site's page makes a browser send with its user's cookies (any method, content type, Origin, \
              Sec-Fetch-Site and Referer, `null`, origins that look like listed ones, method overrides, tokens sent twice or once): 0 \
              changes, no leave to read the answer, and the security headers on every answer, errors included",
    quick: 200,
    full: 4_000,
    run: |dose| run(dose).boxed(),
};

/// Cases run one at a time, because each compares the database before and after its request.
const AT_ONCE: usize = 1;
/// The only other origin that is allowed.
const FRIEND: &str = "https://app.example";

struct Setting {
    world: World,
    routes: Vec<Route>,
    people: Vec<Person>,
    shapes: Mutex<BTreeSet<String>>,
    /// The database's state, which no case may change.
    traces: Traces,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let shared = Arc::clone(&setting);
    let failures = dose.run(AT_ONCE, move |number, chance| case(Arc::clone(&shared), number, chance)).await;
    let shapes = setting.shapes.lock().unwrap().len();
    dose.outcome(failures, Worst(format!("{shapes} different shapes at {} routes", setting.routes.len())))
}

impl Setting {
    async fn make() -> Self {
        let world = World::with(COPILOT, &[("CORS_ALLOWED_ORIGINS", FRIEND)]).await;
        world.prepare_storage().await;
        world.prepare_collection().await;
        let (alice, admin) = (world.user("alice").await, world.admin().await);
        let (carol, sam) = (world.customer("carol").await, world.staff("sam", "super_admin").await);
        // a permitted change must be visible in the digests, otherwise equal digests would prove nothing
        let traces = Traces::in_world(&world);
        let before = traces.take().await;
        let input = json!({ "name": "plan.pdf", "size": 1 }).to_string();
        let own =
            alice.by_cookie().request(&http::Method::POST, "/api/documents").header("sec-fetch-site", "same-origin");
        world.send(own.header("content-type", "application/json").body(input.into()).unwrap()).await.is(201);
        assert_ne!(before, traces.take().await, "changes leave no traces");
        let people = [alice, admin, carol, sam].map(|person| person.by_cookie()).into();
        Self { world, routes: routes::described(), people, shapes: Mutex::default(), traces }
    }
}

async fn case(setting: Arc<Setting>, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let shape = Shape::draw(number, &mut chance, &setting.routes);
    setting.shapes.lock().unwrap().insert(shape.kind());
    let before = setting.traces.last();
    let request = shape.request(&setting.people, &mut chance);
    let reply = setting.world.send(request).await;
    let named = |fault: String| format!("{shape}: {fault}");
    if shape.changes_something() {
        let is_refused =
            reply.status == 403 || (shape.is_wrong_method(&setting.routes) && reply.status.is_client_error());
        if !is_refused {
            return Err(named(format!("{} {}", reply.status, reply.body)));
        }
    } else if reply.status.is_server_error() && reply.status != 503 {
        return Err(named(format!("{} {}", reply.status, reply.body)));
    }
    if let Some(fault) = guards::missing(&reply, shape.path()) {
        return Err(named(fault));
    }
    let after = setting.traces.take().await;
    if before == after { Ok(()) } else { Err(named(format!("it changed {}", traces::differing(&before, &after)))) }
}
