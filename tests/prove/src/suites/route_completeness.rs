//! Completeness of routes: each is deployed, described, protected, limited and tested.

use crate::routes::{self, Route};
use crate::{Dose, Outcome, Suite, Worst};
use axum::body::Body;
use copilot::COPILOT;
use futures::FutureExt;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use sisuiq_http::Service;
use sisuiq_template::{RouteTable, Template};
use std::{path::Path, sync::Arc};
use world::{Person, World};

/// Each route is deployed, described, protected, limited and tested.
pub const SUITE: Suite = Suite {
    name: "route_completeness",
    promise: "every route is deployed and described, refuses 100 % of missing and forged tokens unless it is listed as \
              public, takes no body over its limit, and has a file of stories",
    quick: 200,
    full: 2_000,
    run: |dose| run(dose).boxed(),
};

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");
const AT_ONCE: usize = 2;
/// Number of deliveries before a message becomes a dead letter.
const DELIVERIES: u32 = 5;

struct Setting {
    routes: Vec<Route>,
    template: Template,
    alice: Person,
    admin: Person,
    customer: Person,
    staff: Person,
    expired: String,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let routes = setting.routes.len();
    let case = |number, chance| check(Arc::clone(&setting), number, chance);
    let mut failures = dose.run(AT_ONCE, case).await;
    failures.extend(setting.undescribed().into_iter().map(|route| dose.fails(dose.first, route)));
    dose.outcome(failures, Worst(format!("all of {routes} routes")))
}

impl Setting {
    async fn make() -> Self {
        let world = World::new(COPILOT).await;
        world.gives_up_after(DELIVERIES).await;
        world.prepare_collection().await;
        let expired = world.user("bob").await.token.unwrap();
        world.wait(jiff::SignedDuration::from_mins(16));
        let alice = world.user("alice").await;
        let (admin, customer) = (world.admin().await, world.customer("carol").await);
        let staff = world.staff("sam", "super_admin").await;
        let template = Template::load(&Path::new(FOLDER).join("../../template.yaml"), "dev").unwrap();
        Self { routes: routes::described(), template, alice, admin, customer, staff, expired }
    }

    /// A person whose request is not rejected before its body is read.
    fn who_may(&self, route: &Route) -> &Person {
        match route.path.as_str() {
            "/api/auth/register" => &self.admin,
            path if path.starts_with("/api/ingest/") || path.starts_with("/api/admin/") => &self.admin,
            path if path.starts_with("/api/v1/sources") || path.starts_with("/api/v1/knowledge/alerts/") => &self.admin,
            path if path.starts_with("/api/v1/knowledge/screen") => &self.admin,
            path if path.starts_with("/api/v1/ops/") => &self.staff,
            path if path.starts_with("/api/v1/auth/") || path.starts_with("/api/v1/users/") => &self.customer,
            _ => &self.alice,
        }
    }

    /// Methods that are deployed but not described.
    fn undescribed(&self) -> Vec<String> {
        let is_described = |method: &str, path: &str| {
            self.routes.iter().any(|route| (route.method.as_str(), route.path.as_str()) == (method, path))
        };
        // routes do not handle preflight requests and other methods
        let routes = self.template.routes.iter().filter(|route| !["OPTIONS", "ANY"].contains(&route.method.as_str()));
        let deployed = routes.filter(|route| !is_described(&route.method, &route.path));
        deployed.map(|route| format!("{} {} is deployed, but not described", route.method, route.path)).collect()
    }
}

/// Checks one route with a random token and body.
async fn check(setting: Arc<Setting>, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let place = usize::try_from(number).unwrap() % setting.routes.len();
    let route = &setting.routes[place];
    let named = |fault: &str| format!("{} {}: {fault}", route.method, route.path);
    is_documented(&setting, route).map_err(|fault| named(&fault))?;
    is_guarded(&setting, route, &mut chance).await.map_err(|fault| named(&fault))?;
    is_limited(&setting, route, &mut chance).await.map_err(|fault| named(&fault))
}

/// Checks that the route is deployed, described and tested.
fn is_documented(setting: &Setting, route: &Route) -> Result<(), String> {
    if RouteTable::new(&setting.template.routes).find(&route.method, &route.address()).is_none() {
        return Err("it is not deployed".to_owned());
    }
    if route.demands_token() == route.is_public() {
        return Err("it is neither listed as public nor described as demanding a token".to_owned());
    }
    let responses = route.operation["responses"].as_object().ok_or("no answer is described")?;
    if route.demands_token() && !responses.contains_key("401") {
        return Err("no 401 is described".to_owned());
    }
    if route.takes_json() && !["400", "413", "422"].iter().all(|status| responses.contains_key(*status)) {
        return Err("a body is taken, but not all refusals of bodies are described".to_owned());
    }
    route.has_tests().then_some(()).ok_or_else(|| format!("no folder of tests/ has {}", route.test_file()))
}

/// Checks that the route rejects a missing or forged token.
async fn is_guarded(setting: &Setting, route: &Route, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let token = forged(setting, chance);
    let person = token.map_or_else(|| setting.alice.world.stranger(), |token| setting.alice.with_token(token));
    let person = if chance.random_bool(0.5) { person.by_cookie() } else { person };
    let request = person.request(&route.method.parse().unwrap(), &route.address());
    let reply = setting.alice.world.send(request.body(Body::empty()).unwrap()).await;
    match (route.demands_token(), reply.status.as_u16()) {
        (false, 401 | 403) if !route.asks_for_a_secret() => Err(format!("public, but {}", reply.status)),
        (false, 200..=499) => Ok(()),
        (false, status) => Err(format!("{status}: {}", reply.body)),
        (true, 401) if reply.header("www-authenticate").starts_with("Bearer") => {
            reply.fault().map_or(Ok(()), |fault| Err(format!("{fault}: {}", reply.body)))
        }
        (true, _) => Err(format!("{} with the token {:?}: {}", reply.status, person.token, reply.body)),
    }
}

/// Draws no token or an invalid one.
fn forged(setting: &Setting, chance: &mut ChaCha8Rng) -> Option<String> {
    let valid = setting.alice.token.as_deref().unwrap();
    let mut parts: Vec<&str> = valid.split('.').collect();
    match chance.random_range(0..7) {
        0 => return None,
        1 => return Some(setting.expired.clone()),
        2 => parts[2] = "",
        // {"alg":"none","typ":"JWT"}
        3 => (parts[0], parts[2]) = ("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0", ""),
        4 => return Some(mutated(valid, chance)),
        5 => parts.truncate(2),
        _ => parts.rotate_left(1),
    }
    Some(parts.join("."))
}

/// Changes one character. The last one of the signature has unused bits, so it stays.
fn mutated(token: &str, chance: &mut ChaCha8Rng) -> String {
    let mut letters: Vec<char> = token.chars().collect();
    let place = chance.random_range(0..letters.len() - 1);
    let others: Vec<char> = "ABab01_-".chars().filter(|letter| *letter != letters[place]).collect();
    letters[place] = *others.choose(chance).unwrap();
    letters.into_iter().collect()
}

/// Checks that the route rejects a body above its limit.
async fn is_limited(setting: &Setting, route: &Route, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let length = Service::BODY_LIMIT + 1 + chance.random_range(0..1_000);
    let body = format!("{{\"message\":\"{}\"}}", "x".repeat(length));
    // a log-out or deletion would end what other cases use
    let ends_something = route.path.ends_with("/logout") || route.method == "DELETE";
    let person = if ends_something { setting.alice.world.stranger() } else { setting.who_may(route).clone() };
    let request = person.request(&route.method.parse().unwrap(), &route.address());
    let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
    let reply = setting.alice.world.send(request).await;
    match (route.takes_json(), reply.status.as_u16()) {
        (true, 413) => reply.fault().map_or(Ok(()), |fault| Err(format!("{fault}: {}", reply.body))),
        (false, 200..=499) => Ok(()),
        _ => Err(format!("{} for a body of {length} bytes: {}", reply.status, reply.body)),
    }
}
