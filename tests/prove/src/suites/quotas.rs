//! Concurrent clients against quotas of several classes.

use crate::{Dose, Outcome, Suite, Worst};
use axum::body::Body;
use copilot::COPILOT;
use futures::{FutureExt, future::join_all};
use http::Method;
use jiff::SignedDuration;
use rand::{Rng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use world::{Person, World};

/// No quota is exceeded, and requests are rejected only when a quota is exhausted.
pub const SUITE: Suite = Suite {
    name: "quotas",
    promise: "50 clients at once, of a few accounts and addresses, in classes with quotas for rate and burst: in no span of any \
              length that a quota names are more admitted than it says, and whoever is refused meets a quota that is used up and \
              is told to wait no longer than its span",
    quick: 30,
    full: 600,
    run: |dose| run(dose).boxed(),
};

/// Cases run one at a time, because the clock stands still within a case and moves between two.
const AT_ONCE: usize = 1;
const CLIENTS: usize = 50;
const ACCOUNTS: usize = 5;
const ADDRESSES: usize = 3;
/// Longest time between two cases, in milliseconds.
const PAUSE: i64 = 4_000;

/// Longest span of a quota, in seconds.
const LONGEST: i64 = 60;
const OTHERS: [(&str, &str); 2] = [("CLIENT_ADDRESS_HOPS", "1"), ("ACCESS_TOKEN_MINUTES", "60")];

struct Class {
    variables: [(&'static str, &'static str); 2],
    method: Method,
    path: &'static str,
    account: &'static [(usize, i64)],
    address: &'static [(usize, i64)],
}

/// Classes of requests that are counted and then either rejected or cheap.
const CLASSES: [Class; 4] = [
    Class {
        variables: [("RATE_LIMIT_DEFAULT", "12/10s,5/1s"), ("RATE_LIMIT_DEFAULT_ADDRESS", "30/10s")],
        method: Method::GET,
        path: "/api/auth/verify",
        account: &[(12, 10_000), (5, 1_000)],
        address: &[(30, 10_000)],
    },
    Class {
        variables: [("RATE_LIMIT_CHAT", "5/10s"), ("RATE_LIMIT_CHAT_ADDRESS", "8/10s")],
        method: Method::POST,
        path: "/api/chat",
        account: &[(5, 10_000)],
        address: &[(8, 10_000)],
    },
    Class {
        variables: [("RATE_LIMIT_UPLOADS", "20/60s,3/2s"), ("RATE_LIMIT_UPLOADS_ADDRESS", "40/60s,9/3s")],
        method: Method::POST,
        path: "/api/documents",
        account: &[(20, 60_000), (3, 2_000)],
        address: &[(40, 60_000), (9, 3_000)],
    },
    Class {
        variables: [("RATE_LIMIT_AUTHENTICATION", "2/5s"), ("RATE_LIMIT_AUTHENTICATION_ADDRESS", "none")],
        method: Method::POST,
        path: "/api/auth/api-keys",
        account: &[(2, 5_000)],
        address: &[],
    },
];

struct Setting {
    world: World,
    people: Vec<Person>,
    /// Times of admitted requests, in milliseconds since the epoch, by class and account or address.
    admitted: Mutex<BTreeMap<(usize, String), Vec<i64>>>,
    refused: AtomicU64,
}

/// One request and its answer.
struct Sent {
    class: usize,
    account: String,
    address: String,
    status: u16,
    wait: i64,
}

async fn run(dose: Dose) -> Outcome {
    let setting = Arc::new(Setting::make().await);
    let shared = Arc::clone(&setting);
    let mut failures = dose.run(AT_ONCE, move |_, chance| case(Arc::clone(&shared), chance)).await;
    failures.extend(setting.exceeded().into_iter().map(|fault| dose.fails(dose.first, fault)));
    let admitted: usize = setting.admitted.lock().unwrap().values().map(Vec::len).sum();
    // each request is counted for its account and for its address
    let worst = format!("{} requests admitted, {} refused", admitted / 2, setting.refused.load(Relaxed));
    dose.outcome(failures, Worst(worst))
}

impl Setting {
    async fn make() -> Self {
        let own: Vec<(&str, &str)> = CLASSES.iter().flat_map(|class| class.variables).chain(OTHERS).collect();
        let world = World::with(COPILOT, &own).await;
        let mut people = Vec::new();
        for number in 0..ACCOUNTS {
            people.push(world.user(&format!("person-{number}")).await);
        }
        Self { world, people, admitted: Mutex::default(), refused: AtomicU64::new(0) }
    }

    async fn send(&self, class: usize, person: &Person, address: String) -> Sent {
        let Class { method, path, .. } = &CLASSES[class];
        let request = person.request(method, path).header("x-forwarded-for", &address);
        let body = if *method == Method::GET { "" } else { "{}" };
        let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
        let reply = self.world.send(request).await;
        let wait = reply.header("retry-after").parse().unwrap_or(0);
        Sent { class, account: person.name.clone(), address, status: reply.status.as_u16(), wait }
    }

    fn note(&self, sent: &Sent, now: i64) {
        let mut admitted = self.admitted.lock().unwrap();
        for subject in [&sent.account, &sent.address] {
            admitted.entry((sent.class, subject.clone())).or_default().push(now);
        }
    }

    /// Returns true if a quota of this request is exhausted at a moment.
    fn is_used_up(&self, sent: &Sent, at: i64) -> bool {
        let admitted = self.admitted.lock().unwrap();
        let Class { account, address, .. } = &CLASSES[sent.class];
        let is_full = |subject: &String, quotas: &[(usize, i64)]| {
            let times = admitted.get(&(sent.class, subject.clone())).map(Vec::as_slice).unwrap_or_default();
            quotas.iter().any(|(most, span)| times.iter().filter(|then| **then > at - span).count() >= *most)
        };
        is_full(&sent.account, account) || is_full(&sent.address, address)
    }

    /// Spans in which more requests were admitted than a quota permits.
    fn exceeded(&self) -> Vec<String> {
        let admitted = self.admitted.lock().unwrap();
        let mut faults = Vec::new();
        for ((class, subject), times) in admitted.iter() {
            let Class { account, address, path, .. } = &CLASSES[*class];
            let quotas = if subject.contains('.') { address } else { account };
            for (most, span) in *quotas {
                // the first and the last of `most + 1` requests must be at least one span apart
                let too_many = times.windows(most + 1).find(|window| window[*most] - window[0] < *span);
                if let Some(window) = too_many {
                    faults.push(format!("{path}: {} requests of {subject} within {span} ms: {window:?}", most + 1));
                }
            }
        }
        faults
    }
}

/// Sends all requests at the same moment, some time after the previous case.
async fn case(setting: Arc<Setting>, mut chance: ChaCha8Rng) -> Result<(), String> {
    // half of the pauses are within the shortest span
    let pause = if chance.random_bool(0.5) { chance.random_range(0..500) } else { chance.random_range(0..PAUSE) };
    setting.world.wait(SignedDuration::from_millis(pause));
    let now = setting.world.clock().now().as_millisecond();
    let requests = (0..CLIENTS).map(|_| {
        let class = chance.random_range(0..CLASSES.len());
        let person = setting.people.choose(&mut chance).unwrap();
        let address = format!("10.0.0.{}", chance.random_range(0..ADDRESSES));
        setting.send(class, person, address)
    });
    let sent = join_all(requests.collect::<Vec<_>>()).await;
    let (refused, admitted): (Vec<&Sent>, Vec<&Sent>) = sent.iter().partition(|sent| sent.status == 429);
    setting.refused.fetch_add(refused.len() as u64, Relaxed);
    for sent in admitted {
        setting.note(sent, now);
        if !matches!(sent.status, 200 | 422) {
            return Err(format!("{}: {}", CLASSES[sent.class].path, sent.status));
        }
    }
    for sent in refused {
        let path = CLASSES[sent.class].path;
        if !setting.is_used_up(sent, now) {
            return Err(format!("{path}: {} is refused within all quotas", sent.account));
        }
        if !(1..=LONGEST).contains(&sent.wait) {
            return Err(format!("{path}: {} is told to wait {} s", sent.account, sent.wait));
        }
    }
    Ok(())
}
