//! Password guessing.

use super::pairs::{ENOUGH, Pairs};
use crate::{Dose, Outcome, Suite, Worst};
use copilot::COPILOT;
use futures::FutureExt;
use jiff::SignedDuration;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use sisuiq_model::UserRole;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Instant,
};
use world::{Browser, World};

/// Password guessing is limited, and the owner can still log in.
pub const SUITE: Suite = Suite {
    name: "login_abuse",
    promise: "of guesses at one account from many addresses and at many accounts from one, no more are looked at than the \
              quotas say, whether there is such an account or not; all others get 429 with Retry-After; the owner logs in \
              meanwhile from a browser that did before; and (the full dose) a wrong password takes as long as an unknown \
              account, within 2 %",
    quick: 60,
    full: FULL,
    run: |dose| run(dose).boxed(),
};

const FULL: u64 = 10_000;
const AT_ONCE: usize = 4;
const ACCOUNTS: u32 = 20;
const ADDRESSES: u32 = 200;
/// The product's quotas, with client addresses from the proxy header. Most guesses are rejected without slow password
/// hashing.
const QUOTAS: [(&str, &str); 4] = [
    ("RATE_LIMIT_AUTHENTICATION", "5/60s"),
    ("RATE_LIMIT_AUTHENTICATION_ADDRESS", "30/60s"),
    ("RATE_LIMIT_LOGIN", "50/3600s"),
    ("CLIENT_ADDRESS_HOPS", "1"),
];
const AN_HOUR: u32 = 50;
/// Seconds between two log-ins of the owner, whose browser has a quota of 50 an hour.
const PAUSE: i64 = 121;
/// Number of guesses after which the owner logs in.
const OWNER_EVERY: u64 = 50;
/// Number of guesses for each comparison of a wrong password and an unknown account.
const COMPARED_EVERY: u64 = 20;
// the full dose compares them often enough to judge their response times
const _: () = assert!(FULL / COMPARED_EVERY >= ENOUGH as u64, "the full dose is too small");
/// Tolerated difference of the response times, in percent.
const MOST_APART: f64 = 2.0;

struct Setting {
    world: World,
    owner: tokio::sync::Mutex<Browser>,
    /// Number of guesses at each account that were not rejected by a quota.
    looked_at: Mutex<BTreeMap<String, u32>>,
    /// A world without other requests, for measuring response times.
    quiet: World,
    pairs: Pairs,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let running = Arc::clone(&setting);
    let mut failures = dose.run(AT_ONCE, move |number, chance| case(Arc::clone(&running), number, chance)).await;
    let looked_at = setting.looked_at.lock().unwrap().clone();
    let (most, all) = (looked_at.values().max().copied().unwrap_or_default(), looked_at.values().sum::<u32>());
    let hours = u32::try_from(dose.cases / OWNER_EVERY * PAUSE.unsigned_abs() / 3_600).unwrap() + 1;
    if most > AN_HOUR * hours {
        failures.push(dose.fails(dose.first, format!("{most} guesses at one account were looked at in {hours} hours")));
    }
    setting.compare(dose.cases / COMPARED_EVERY).await;
    failures.extend(setting.pairs.beyond(MOST_APART).into_iter().map(|fault| dose.fails(dose.first, fault)));
    let (count, apart) = (setting.pairs.count(), setting.pairs.summary());
    let guesses = format!("{all} of {} guesses were looked at, at most {most} at one account", dose.cases);
    dose.outcome(failures, Worst(format!("{guesses}; {count} pairs of wrong and unknown, {apart}")))
}

impl Setting {
    async fn make() -> Self {
        let world = World::with(COPILOT, &QUOTAS).await;
        world.admits("user0", UserRole::User).await;
        for number in 1..ACCOUNTS / 2 {
            world.admits(&format!("user{number}"), UserRole::User).await;
        }
        let mut owner = world.browser();
        owner.logs_in("user0").await.is(200);
        let quiet = World::new(COPILOT).await;
        quiet.admits("known", UserRole::User).await;
        let owner = tokio::sync::Mutex::new(owner);
        Self { world, owner, looked_at: Mutex::default(), quiet, pairs: Pairs::default() }
    }

    /// Measures a wrong password and an unknown account alternately.
    async fn compare(&self, times: u64) {
        let stranger = self.quiet.stranger();
        let took = async |address: &str| {
            let start = Instant::now();
            stranger.logs_in_as(address, "a wrong password").await.is(401);
            start.elapsed()
        };
        for turn in 0..times {
            // earlier attempts count against the quotas until they expire
            self.quiet.wait(SignedDuration::from_hours(1));
            let (wrong, unknown) = if turn % 2 == 0 {
                let wrong = took("known@example.com").await;
                (wrong, took("unknown@example.com").await)
            } else {
                let unknown = took("unknown@example.com").await;
                (took("known@example.com").await, unknown)
            };
            self.pairs.note("POST /api/auth/login", wrong, unknown);
        }
    }
}

/// Makes one guess: half of them at the owner's account, the others at random accounts, half of which do not exist.
async fn case(setting: Arc<Setting>, number: u64, mut chance: ChaCha8Rng) -> Result<(), String> {
    if number % OWNER_EVERY == OWNER_EVERY - 1 {
        setting.world.wait(SignedDuration::from_secs(PAUSE));
        let mut owner = setting.owner.lock().await;
        let reply = owner.logs_in("user0").await;
        return if reply.status == 200 { Ok(()) } else { Err(format!("the owner: {} {}", reply.status, reply.body)) };
    }
    let account = if chance.random_bool(0.5) { 0 } else { chance.random_range(0..ACCOUNTS) };
    let (account, address) = (format!("user{account}"), chance.random_range(0..ADDRESSES));
    let body = json!({ "email": format!("{account}@example.com"), "password": format!("guess {number}") });
    let stranger = setting.world.stranger().request(&http::Method::POST, "/api/auth/login");
    let request = stranger
        .header("x-forwarded-for", format!("10.1.{}.{}", address / 250, address % 250))
        .header("content-type", "application/json");
    let reply = setting.world.send(request.body(body.to_string().into()).unwrap()).await;
    match reply.status.as_u16() {
        401 => {
            *setting.looked_at.lock().unwrap().entry(account).or_default() += 1;
            Ok(())
        }
        429 if reply.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0) => {
            reply.fault().map_or(Ok(()), Err)
        }
        status => Err(format!("{status}: {}", reply.body)),
    }
}
