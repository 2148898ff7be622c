//! The two limits of each route: the gateway's throttle for all callers together, and the quotas of each caller.

use crate::routes::described;
use copilot::COPILOT;
use sisuiq_template::{Template, Throttle};
use std::{collections::BTreeMap, path::Path};
use world::World;
use world::routes::Audience;

const FOLDER: &str = env!("CARGO_MANIFEST_DIR");
/// The default quotas, as in a deployment that sets none.
const USUAL: [(&str, &str); 10] = [
    ("RATE_LIMIT_DEFAULT", ""),
    ("RATE_LIMIT_DEFAULT_ADDRESS", ""),
    ("RATE_LIMIT_CHAT", ""),
    ("RATE_LIMIT_CHAT_ADDRESS", ""),
    ("RATE_LIMIT_UPLOADS", ""),
    ("RATE_LIMIT_UPLOADS_ADDRESS", ""),
    ("RATE_LIMIT_AUTHENTICATION", ""),
    ("RATE_LIMIT_AUTHENTICATION_ADDRESS", ""),
    ("RATE_LIMIT_LOGIN", ""),
    ("ACCESS_TOKEN_MINUTES", "60"),
];

/// Parses the class of a route and its quotas from a response header. A quota is a number of requests and a number of seconds.
fn policy(header: &str) -> Option<(String, Vec<(f64, f64)>)> {
    let mut class = None;
    let mut quotas = Vec::new();
    for quota in header.split(", ").filter(|quota| !quota.is_empty()) {
        let (name, numbers) = quota.trim_start_matches('"').split_once("\";q=").unwrap();
        let (most, seconds) = numbers.split_once(";w=").unwrap();
        class.get_or_insert(name.split('-').next().unwrap().to_owned());
        quotas.push((most.parse().unwrap(), seconds.parse().unwrap()));
    }
    class.map(|class| (class, quotas))
}

/// Returns whether the throttle admits a single caller that uses its whole quota.
fn admits(throttle: &Throttle, (most, seconds): (f64, f64)) -> bool {
    let at_once = f64::from(throttle.burst);
    throttle.rate >= most / seconds && (at_once >= most || throttle.rate * seconds + at_once >= most)
}

#[tokio::test]
async fn throttles_admit_the_quotas() {
    let world = World::with(COPILOT, &USUAL).await;
    let (alice, admin) = (world.user("alice").await, world.admin().await);
    let (carol, sam) = (world.customer("carol").await, world.staff("sam", "super_admin").await);
    let template = Template::load(&Path::new(FOLDER).join("../../template.yaml"), "prod").unwrap();
    let of_all = template.gateway.throttle("*", "/*").unwrap().clone();
    let mut classes: BTreeMap<String, Vec<Throttle>> = BTreeMap::new();
    for route in described().into_iter().filter(|route| !route.ends_callers()) {
        // so that no request exceeds a quota because of earlier ones
        world.wait(jiff::SignedDuration::from_secs(10));
        let caller = match route.audience() {
            Some(Audience::User(_)) => &admin,
            Some(Audience::Customer) => &carol,
            Some(Audience::Staff(_)) => &sam,
            Some(Audience::Person) | None => &alice,
        };
        let request = caller.request(&route.method.parse().unwrap(), &route.address());
        let reply = world.send(request.header("content-type", "application/json").body("{}".into()).unwrap()).await;
        let name = format!("{} {}", route.method, route.path);
        assert!(reply.status != 429 && reply.status != 401 || route.asks_for_a_secret(), "{name}: {}", reply.body);
        let throttle = template.gateway.throttle(&route.method, &route.path).unwrap();
        let Some((class, quotas)) = policy(reply.header("ratelimit-policy")) else {
            assert_eq!(throttle, &of_all, "{name} is not counted");
            continue;
        };
        for quota in quotas {
            assert!(admits(throttle, quota), "{name}: {throttle:?} is tighter than {quota:?}");
        }
        assert_eq!(throttle.path == "/*", class == "default", "{name} of the class {class}: {throttle:?}");
        assert!(throttle.rate <= of_all.rate && throttle.burst <= of_all.burst, "{name}: {throttle:?}");
        classes.entry(class).or_default().push(throttle.clone());
    }
    assert_eq!(classes.keys().collect::<Vec<_>>(), ["authentication", "chat", "default", "uploads"]);
    for (class, throttles) in classes {
        let limits: Vec<(f64, u32)> = throttles.iter().map(|throttle| (throttle.rate, throttle.burst)).collect();
        assert!(limits.iter().all(|limit| *limit == limits[0]), "{class}: {limits:?}");
    }
}
