//! Five times as many clients as the process serves at once.

use crate::{
    prove::{Dose, Outcome, Suite, Worst},
    world::{Server, World},
};
use futures::future::{BoxFuture, join_all};
use http::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// Too much work is refused at once, and what is accepted is still done.
pub const SUITE: Suite = Suite {
    name: "overload",
    promise: "with 5 times as many clients as are served at once: each is served or told within 2 s to come back (503 \
              with Retry-After), sending one away costs at most 6 % of the processor's time that serving one does, so \
              that more than four fifths of it remain for those who are served; the process says that it is alive, its \
              memory grows by at most 10 %, and the first request afterwards succeeds within 2 s (processor and memory \
              are judged from 1,000 requests on)",
    quick: 120,
    full: 20_000,
    run,
};

/// Requests that the server serves at once.
const AT_ONCE: usize = 4;
const CLIENTS: usize = 5 * AT_ONCE;
/// How soon a client that was sent away comes again: far sooner than it is told to.
const IMPATIENCE: Duration = Duration::from_millis(50);
const REFUSAL_LIMIT: Duration = Duration::from_secs(2);
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
const RECOVERY: Duration = Duration::from_secs(2);
/// What a refusal may cost of the processor's time that an answer costs, in percent.
const COST: u64 = 6;
/// By how much memory may grow, in percent.
const GROWTH: u64 = 110;
/// From how many requests on the processor's time and the memory tell anything: the system counts time in ticks, and a
/// process that has just begun still grows.
const LEAST_TO_JUDGE: u64 = 1_000;
/// In microseconds.
const TICK: u64 = 10_000;

struct Place {
    server: Server,
    login: Value,
}

/// What the clients of one phase saw.
#[derive(Default)]
struct Seen {
    served: AtomicU64,
    refused: AtomicU64,
    slowest_refusal: AtomicU64,
    slowest_answer: AtomicU64,
}

fn run(dose: Dose) -> BoxFuture<'static, Outcome> {
    Box::pin(async move {
        let world = World::new().await;
        let user = world.user("alice").await;
        let server = Server::start(&world, &[("HTTP_AT_ONCE", AT_ONCE.to_string())]).await;
        let login = json!({ "email": user.email(), "password": user.password() });
        let place = Arc::new(Place { server, login });
        let mut faults = Vec::new();
        let worst = suffer(&place, &dose, &mut faults).await;
        let failures = faults.into_iter().map(|fault| dose.fails(dose.first, fault)).collect();
        Outcome { cases: dose.done(), failures, worst }
    })
}

async fn suffer(place: &Arc<Place>, dose: &Dose, faults: &mut Vec<String>) -> Worst {
    // Memory and caches are as they will be once all places are taken.
    phase(place, AT_ONCE, 4 * AT_ONCE as u64, faults, None).await;
    let (usual, spent) = phase(place, AT_ONCE, dose.cases / 2, faults, None).await;
    let answer = spent / usual.served.load(SeqCst).max(1);
    let memory = place.server.program.resident();
    let (seen, spent) = phase(place, CLIENTS, dose.cases, faults, Some(dose)).await;
    let began = Instant::now();
    if let Err(fault) = place.log_in().await.and_then(|answer| expect_served(&answer, began.elapsed())) {
        faults.push(format!("afterwards: {fault}"));
    }
    let grown = place.server.program.resident() * 100 / memory.max(1);
    let (refused, served) = (seen.refused.load(SeqCst), seen.served.load(SeqCst));
    if usual.refused.load(SeqCst) > 0 {
        faults.push("requests were refused although not more came than can be served".to_owned());
    }
    if refused == 0 || served == 0 {
        faults.push(format!("{served} requests were served, {refused} refused"));
    }
    let refusal = spent.saturating_sub(served * answer) / refused.max(1);
    let is_judged = dose.cases >= LEAST_TO_JUDGE;
    if is_judged && refusal * 100 > answer * COST {
        faults.push(format!("a refusal costs {refusal} us of the processor's time, an answer {answer} us"));
    }
    if is_judged && grown > GROWTH {
        faults.push(format!("memory grew to {grown} %"));
    }
    Worst(format!(
        "{served} served, {refused} refused; slowest refusal {} ms, slowest answer {} ms; {answer} us of processor an answer, {refusal} us a refusal; memory {grown} %",
        seen.slowest_refusal.load(SeqCst),
        seen.slowest_answer.load(SeqCst),
    ))
}

/// So many clients log in until so many requests were answered. Gives what they saw, and the processor's time that the
/// server spent on it, in microseconds.
async fn phase(
    place: &Arc<Place>,
    clients: usize,
    requests: u64,
    faults: &mut Vec<String>,
    dose: Option<&Dose>,
) -> (Arc<Seen>, u64) {
    let (seen, left) = (Arc::<Seen>::default(), Arc::new(AtomicU64::new(requests)));
    let ticks = place.server.program.ticks();
    let clients: Vec<_> = (0..clients)
        .map(|_| {
            let (place, seen, left, dose) = (Arc::clone(place), Arc::clone(&seen), Arc::clone(&left), dose.cloned());
            tokio::spawn(async move { place.insist(&seen, &left, dose).await })
        })
        .collect();
    let alive = place.is_alive().await;
    for told in join_all(clients).await {
        faults.extend(told.unwrap().err());
    }
    faults.extend(alive.err());
    let spent = (place.server.program.ticks() - ticks) * TICK;
    (seen, spent)
}

impl Place {
    /// Logs in again and again, while requests are left.
    async fn insist(&self, seen: &Seen, left: &AtomicU64, dose: Option<Dose>) -> Result<(), String> {
        while left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_ok() {
            let began = Instant::now();
            let answer = self.log_in().await?;
            let took = began.elapsed();
            let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            if let Some(dose) = &dose {
                dose.advance();
            }
            if answer.status() == StatusCode::OK {
                seen.served.fetch_add(1, SeqCst);
                seen.slowest_answer.fetch_max(milliseconds, SeqCst);
                if took > ANSWER_LIMIT {
                    return Err(format!("an answer took {took:?}"));
                }
                continue;
            }
            check_refusal(&answer, took)?;
            seen.refused.fetch_add(1, SeqCst);
            seen.slowest_refusal.fetch_max(milliseconds, SeqCst);
            sleep(IMPATIENCE).await;
        }
        Ok(())
    }

    async fn log_in(&self) -> Result<Response<Vec<u8>>, String> {
        let sent = self.server.send(Method::POST, "/api/auth/login", None, Some(&self.login)).await;
        sent.map_err(|error| format!("no answer: {error}"))
    }

    async fn is_alive(&self) -> Result<(), String> {
        let sent = self.server.send(Method::GET, "/api/health/live", None, None).await;
        match sent {
            Ok(answer) if answer.status() == StatusCode::OK => Ok(()),
            other => Err(format!("no sign of life: {other:?}")),
        }
    }
}

fn check_refusal(answer: &Response<Vec<u8>>, took: Duration) -> Result<(), String> {
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_told_when = header("retry-after").parse::<u32>().is_ok_and(|wait| wait > 0);
    let is_shed = matches!(answer.status(), StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS);
    if !is_shed || !is_told_when || header("content-type") != "application/problem+json" {
        return Err(format!("{}: {}", answer.status(), String::from_utf8_lossy(answer.body())));
    }
    if took > REFUSAL_LIMIT { Err(format!("a refusal took {took:?}")) } else { Ok(()) }
}

fn expect_served(answer: &Response<Vec<u8>>, took: Duration) -> Result<(), String> {
    if answer.status() == StatusCode::OK && took <= RECOVERY {
        Ok(())
    } else {
        Err(format!("{} after {took:?}", answer.status()))
    }
}
