//! Clocks that are wrong, that jump, and that are near the end of their range.

use super::pool::Pool;
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use http::Method;
use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use sisuiq_model::UserRole;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};
use uuid::Uuid;
use world::{Browser, Person, Reply, World};

/// Wrong and unusual clocks cause no failures.
pub const SUITE: Suite = Suite {
    name: "clocks",
    promise: "over a leap second, at the ends of summer time, in 2038 and 9999, with clocks up to 5 min apart and after one was set \
              back an hour: tokens, sessions, quotas, idempotency keys and upload forms end no earlier than the clocks are apart, \
              nothing lives for a negative time, nothing locks anybody out, and nothing panics",
    quick: 24,
    full: 600,
    run: |dose| run(dose).boxed(),
};

const AT_ONCE: usize = 2;
/// Maximum difference between two clocks, in seconds.
const APART: i64 = 300;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// Lifetime of an access token, in seconds.
const ACCESS: i64 = 15 * 60;
/// The quota that cases exhaust: `MOST` requests in `SPAN` seconds.
const MOST: usize = 3;
const SPAN: i64 = 10;
const QUOTAS: [(&str, &str); 1] = [("RATE_LIMIT_UPLOADS", "3/10s")];
/// Moments that often cause errors, and an ordinary one.
const MOMENTS: [&str; 8] = [
    "2016-12-31T23:59:59.9Z",
    "2026-03-29T00:59:59Z",
    "2026-10-25T00:59:59Z",
    "2028-02-28T23:59:50Z",
    "2038-01-19T03:14:07Z",
    "2106-02-07T06:28:15Z",
    "9999-12-29T00:00:00Z",
    "2026-11-21T12:00:00Z",
];

#[derive(Clone, Default)]
struct Setting {
    worlds: Pool<World>,
    seen: Arc<Mutex<BTreeSet<String>>>,
}

#[derive(Clone, Copy, Debug)]
enum Matter {
    Tokens,
    Quotas,
    Keys,
    Uploads,
}

const MATTERS: [Matter; 4] = [Matter::Tokens, Matter::Quotas, Matter::Keys, Matter::Uploads];

async fn run(dose: Dose) -> Outcome {
    let setting = Setting::default();
    let seen = Arc::clone(&setting.seen);
    let failures = dose.run(AT_ONCE, move |number, chance| case(setting.clone(), number, chance)).await;
    let seen = seen.lock().unwrap().len();
    dose.outcome(failures, Worst(format!("{seen} of {} pairs of a moment and a matter", MOMENTS.len() * MATTERS.len())))
}

async fn case(setting: Setting, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    let world = setting.worlds.take(async || World::with(COPILOT, &QUOTAS).await).await;
    world.prepare_storage().await;
    let place = usize::try_from(number).unwrap();
    let (matter, moment) = (MATTERS[place % MATTERS.len()], MOMENTS[place / MATTERS.len() % MOMENTS.len()]);
    let named = |fault: String| format!("{matter:?} at {moment}: {fault}");
    set(&world, moment.parse().unwrap());
    let name = format!("person-{number}");
    world.admits(&name, UserRole::User).await;
    match matter {
        Matter::Tokens => tokens(&world, &name, &mut chance).await,
        Matter::Quotas => quotas(&world, &name, &mut chance).await,
        Matter::Keys => keys(&world, &name, &mut chance).await,
        Matter::Uploads => uploads(&world, &name, &mut chance).await,
    }
    .map_err(named)?;
    setting.seen.lock().unwrap().insert(named(String::new()));
    setting.worlds.give_back(world).await;
    Ok(())
}

fn set(world: &World, moment: Timestamp) {
    world.wait(moment.duration_since(world.clock().now()));
}

fn passes(world: &World, seconds: i64) {
    world.wait(SignedDuration::from_secs(seconds));
}

fn expect(what: &str, reply: &Reply, status: u16) -> Result<(), String> {
    if reply.status == status {
        Ok(())
    } else {
        Err(format!("{what}: {} instead of {status}: {}", reply.status, reply.body))
    }
}

/// Logs in and checks that all tokens have a positive lifetime.
async fn enter(world: &World, name: &str) -> Result<Browser, String> {
    let mut browser = world.browser();
    let reply = browser.logs_in(name).await;
    expect("logging in", &reply, 200)?;
    lives(&reply)?;
    Ok(browser)
}

fn lives(reply: &Reply) -> Result<(), String> {
    let ages = reply.headers.get_all("set-cookie").iter().map(|line| {
        let line = line.to_str().unwrap_or_default();
        line.split("Max-Age=").nth(1).and_then(|age| age.split(';').next()?.parse::<i64>().ok()).unwrap_or(-1)
    });
    let shortest = ages.chain(reply["expires_in"].as_i64()).min().unwrap_or(-1);
    if shortest > 0 {
        Ok(())
    } else {
        Err(format!("something lives for {shortest} s: {:?} {}", reply.headers, reply.body))
    }
}

async fn tokens(world: &World, name: &str, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let mut browser = enter(world, name).await?;
    let made_at = world.clock().now();
    // another machine, whose clock is ahead or behind
    for skew in [-APART, chance.random_range(-APART..=APART), APART] {
        passes(world, skew);
        expect(&format!("{skew} s apart"), &browser.asks_who_it_is().await, 200)?;
        passes(world, ACCESS - APART - 1);
        expect(&format!("before its end, {skew} s apart"), &browser.asks_who_it_is().await, 200)?;
        set(world, made_at);
    }
    passes(world, ACCESS - 1);
    expect("a second before its end", &browser.asks_who_it_is().await, 200)?;
    passes(world, 1);
    expect("at its end", &browser.asks_who_it_is().await, 401)?;
    passes(world, -HOUR);
    expect("an hour back", &browser.asks_who_it_is().await, 200)?;
    let renewed = browser.refreshes().await;
    expect("renewing an hour back", &renewed, 200)?;
    lives(&renewed)?;
    expect("renewed", &browser.asks_who_it_is().await, 200)?;
    passes(world, HOUR);
    let renewed = browser.refreshes().await;
    expect("renewing an hour later", &renewed, 200)?;
    lives(&renewed)?;
    expect("renewed again", &browser.asks_who_it_is().await, 200)?;
    let listed = browser.send(&Method::GET, "/api/auth/sessions", None).await;
    let ends: Timestamp = listed["data"][0]["expires_at"].as_str().unwrap_or_default().parse().map_err(|_| "no end")?;
    if ends > world.clock().now() { Ok(()) } else { Err(format!("the session ends before now: {}", listed.body)) }
}

/// Sends an invalid upload request, which counts against the quota.
async fn asks(person: &Person) -> Reply {
    person.creates(json!({})).await
}

async fn quotas(world: &World, name: &str, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let person = world.logs_in(name).await;
    for _ in 0..MOST {
        expect("within the quota", &asks(&person).await, 422)?;
    }
    let wait = refused(&asks(&person).await, SPAN)?;
    // a machine whose clock is behind adds the difference to the waiting time
    let behind = chance.random_range(1..SPAN);
    passes(world, -behind);
    refused(&asks(&person).await, SPAN + behind)?;
    passes(world, behind + wait);
    expect("after waiting as long as was said", &asks(&person).await, 422)?;
    for _ in 1..MOST {
        expect("within the quota again", &asks(&person).await, 422)?;
    }
    // the access token stays valid when the clock goes back
    passes(world, -HOUR);
    for _ in 0..MOST {
        expect("an hour back", &asks(&person).await, 422)?;
    }
    refused(&asks(&person).await, SPAN)?;
    passes(world, SPAN);
    expect("an hour back and a while later", &asks(&person).await, 422)
}

/// Checks that the quota is exceeded and returns the waiting time in seconds.
fn refused(reply: &Reply, longest: i64) -> Result<i64, String> {
    expect("one too many", reply, 429)?;
    let wait = reply.header("retry-after").parse::<i64>().unwrap_or(-1);
    let reset = reply.header("x-ratelimit-reset").parse::<i64>().unwrap_or(-1);
    let is_sensible = |seconds: i64| (1..=longest).contains(&seconds);
    if is_sensible(wait) && is_sensible(reset) {
        Ok(wait)
    } else {
        Err(format!("to wait {wait} s, reset in {reset} s"))
    }
}

async fn keys(world: &World, name: &str, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let made_at = world.clock().now();
    let key = Uuid::from_u128(chance.random()).to_string();
    let first = ask_once(world, name, &key).await?;
    expect("the first", &first, 201)?;
    let expires: Timestamp = first.text("expires_at").parse().map_err(|_| "no end")?;
    if expires <= made_at {
        return Err(format!("the key ends before it begins: {}", first.body));
    }
    for moved in [-APART, APART, -HOUR, chance.random_range(-HOUR..DAY), DAY - 1] {
        passes(world, moved);
        let again = ask_once(world, name, &key).await?;
        if again.body != first.body || again.header("idempotency-replayed") != "true" {
            return Err(format!("{moved} s later: {} {} instead of {}", again.status, again.body, first.body));
        }
        set(world, made_at);
    }
    passes(world, DAY + 1);
    let later = ask_once(world, name, &key).await?;
    expect("a day later", &later, 201)?;
    if later["id"] == first["id"] { Err("a day later the same is answered".to_owned()) } else { Ok(()) }
}

async fn ask_once(world: &World, name: &str, key: &str) -> Result<Reply, String> {
    let mut browser = enter(world, name).await?;
    let token = browser.cookies.remove("access_token").unwrap_or_default();
    let person = world.stranger().with_token(token);
    let input = json!({ "name": "program", "scopes": ["read"], "expires_in_days": 365, "password": person.password() });
    let request = person.request(&Method::POST, "/api/auth/api-keys").header("idempotency-key", key);
    let request = request.header("content-type", "application/json").body(input.to_string().into());
    Ok(world.send(request.unwrap()).await)
}

async fn uploads(world: &World, name: &str, chance: &mut ChaCha8Rng) -> Result<(), String> {
    let person = world.logs_in(name).await;
    for skew in [0, chance.random_range(-APART..=APART)] {
        passes(world, skew);
        let created = person.creates(json!({ "name": "plan.pdf", "size": 1 })).await;
        expect("a promise", &created, 201)?;
        let ends: Timestamp =
            created["upload"]["expires_at"].as_str().unwrap_or_default().parse().map_err(|_| "no end")?;
        let lives = ends.duration_since(world.clock().now());
        if lives != SignedDuration::from_mins(15) {
            return Err(format!("the form is good for {lives:?}"));
        }
        let document = person.get(&format!("/api/documents/{}", created.text("id"))).await;
        expect("the document", &document, 200)?;
        let made: Timestamp = document.text("created_at").parse().map_err(|_| "no time")?;
        if made.duration_since(world.clock().now()).abs() > SignedDuration::from_millis(1) {
            return Err(format!("made at {made}, now is {}", world.clock().now()));
        }
    }
    Ok(())
}
