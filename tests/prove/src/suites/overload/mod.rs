//! Five times as many clients as the process serves concurrently.

mod clients;
mod locked;
mod unfinished;

use crate::{Dose, Outcome, Suite, Worst};
use clients::{Clients, Seen};
use copilot::COPILOT;
use futures::{FutureExt, future::join_all};
use http::{Method, Response, StatusCode};
use locked::Accounts;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use unfinished::Unfinished;
use world::{DATABASE_WAITS_AS_DEPLOYED, Server, World};

/// Excess requests are rejected immediately, and accepted requests are completed.
pub const SUITE: Suite = Suite {
    name: "overload",
    promise: "with 5 times as many clients as are served at once: each is served or told within 2 s to come back (503 \
              with Retry-After); sending one away takes at most 6 % of the processor's time that serving one does, and \
              none of its body; the process says that it is alive, its memory grows by at most 10 %, and the first \
              request afterwards succeeds within 2 s",
    quick: 120,
    full: 20_000,
    run: |dose| run(dose).boxed(),
};

/// Number of requests that the server handles concurrently.
const AT_ONCE: usize = 4;
const CLIENTS: usize = 5 * AT_ONCE;
/// Delay before a rejected client returns: much shorter than `Retry-After` demands.
const IMPATIENCE: Duration = Duration::from_millis(50);
/// Number of requests after which pools, stacks and the allocator's caches have their final size.
const WARM_UP: u64 = 120;
/// Number of requests for a measurement of processor time, large enough that a clock tick is negligible.
const ANSWERS: u64 = 60;
const REFUSALS: u64 = 600;
const RECOVERY: Duration = Duration::from_secs(2);
/// Time that a log-in waits for the database: longer than the measurement of rejections.
const STATEMENT: Duration = Duration::from_mins(1);
/// Maximum processor time of a rejection, in percent of the time of an answer.
const MOST_COST: u128 = 6;
/// Maximum memory after the load, in percent of the memory before.
const MOST_MEMORY: u64 = 110;

struct Place {
    world: World,
    server: Server,
    login: Value,
}

/// Measurements of the server under all loads.
struct Measured {
    crowd: Seen,
    /// Processor time of one answer.
    answer: Duration,
    refusal: Duration,
    /// Memory in percent of the memory before.
    memory: u64,
}

async fn run(dose: Dose) -> Outcome {
    let place = Place::make().await;
    let measured = place.measure(&dose).await;
    let worst = measured.as_ref().map_or_else(|fault| Worst(fault.clone()), Measured::worst);
    let faults = measured.map_or_else(|fault| vec![fault], |measured| measured.faults());
    dose.outcome(faults.into_iter().map(|fault| dose.fails(dose.first, fault)).collect(), worst)
}

impl Place {
    async fn make() -> Self {
        let world = World::with(COPILOT, &DATABASE_WAITS_AS_DEPLOYED).await;
        let user = world.user("alice").await;
        let own = [
            ("HTTP_AT_ONCE", AT_ONCE.to_string()),
            ("DATABASE_POOL_SIZE", AT_ONCE.to_string()),
            ("DATABASE_STATEMENT_MILLISECONDS", STATEMENT.as_millis().to_string()),
        ];
        let server = Server::start(&world, &own).await;
        Self { world, server, login: json!({ "email": user.email(), "password": user.password() }) }
    }

    async fn measure(&self, dose: &Dose) -> Result<Measured, String> {
        let clients =
            |requests, dose| Clients { place: self, at_once: CLIENTS, requests, impatience: IMPATIENCE, dose };
        clients(WARM_UP, None).send_all().await?;
        let memory = self.server.program.resident();
        let answer = self.cost_of_an_answer().await?;
        let clients = clients(dose.cases, Some(dose));
        let (crowd, alive) = futures::join!(clients.send_all(), self.is_alive());
        let crowd = crowd?;
        alive?;
        self.recovers().await?;
        let refusal = self.cost_of_a_refusal().await?;
        self.recovers().await?;
        let memory = self.server.program.resident() * 100 / memory;
        Ok(Measured { crowd, answer, refusal, memory })
    }

    /// Measures answers, with no more clients than the server handles.
    async fn cost_of_an_answer(&self) -> Result<Duration, String> {
        let few = Clients { place: self, at_once: AT_ONCE, requests: ANSWERS, impatience: Duration::ZERO, dose: None };
        let before = self.server.program.processor_time();
        let seen = few.send_all().await?;
        if seen.refused > 0 {
            return Err(format!("{} requests were refused although no more came than can be served", seen.refused));
        }
        Ok(self.cost(before, ANSWERS))
    }

    /// Measures rejections while all accepted requests wait for the database.
    async fn cost_of_a_refusal(&self) -> Result<Duration, String> {
        let accounts = Accounts::lock(&self.world).await;
        let refusals = async {
            let cost = self.cost_while_all_wait(&accounts).await;
            accounts.unlock().await;
            cost
        };
        let (held, cost) = futures::join!(join_all((0..AT_ONCE).map(|_| self.log_in())), refusals);
        for answer in held {
            let status = answer?.status();
            if status != StatusCode::OK {
                return Err(format!("{status} for one that was taken in"));
            }
        }
        cost
    }

    async fn cost_while_all_wait(&self, accounts: &Accounts) -> Result<Duration, String> {
        accounts.are_waited_for(AT_ONCE).await?;
        let many =
            Clients { place: self, at_once: CLIENTS, requests: REFUSALS, impatience: Duration::ZERO, dose: None };
        let before = self.server.program.processor_time();
        let seen = many.send_all().await?;
        let cost = self.cost(before, REFUSALS);
        self.is_alive().await?;
        if seen.served > 0 {
            return Err(format!("{} requests were served beside those that took all turns", seen.served));
        }
        Unfinished::begin(self).await.ends_with(StatusCode::SERVICE_UNAVAILABLE).await?;
        Ok(cost)
    }

    /// Processor time per request since an earlier measurement.
    fn cost(&self, before: Duration, requests: u64) -> Duration {
        self.server.program.processor_time().saturating_sub(before) / u32::try_from(requests).unwrap()
    }

    async fn recovers(&self) -> Result<(), String> {
        let began = Instant::now();
        let answer = self.log_in().await?;
        if answer.status() == StatusCode::OK && began.elapsed() <= RECOVERY {
            return Ok(());
        }
        Err(format!("afterwards: {} after {:?}", answer.status(), began.elapsed()))
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

impl Measured {
    fn faults(&self) -> Vec<String> {
        let Self { crowd, answer, refusal, memory } = self;
        let faults = [
            (crowd.served == 0 || crowd.refused == 0)
                .then(|| format!("{} requests were served, {} refused", crowd.served, crowd.refused)),
            (refusal.as_micros() * 100 > answer.as_micros() * MOST_COST)
                .then(|| format!("a refusal takes {refusal:?} of the processor's time, an answer {answer:?}")),
            (*memory > MOST_MEMORY).then(|| format!("memory grew to {memory} %")),
        ];
        faults.into_iter().flatten().collect()
    }

    fn worst(&self) -> Worst {
        let Self { crowd, answer, refusal, memory } = self;
        Worst(format!(
            "{} served, {} refused; slowest refusal {} ms, slowest answer {} ms; {} us of processor an answer, {} us a \
             refusal; memory {memory} %",
            crowd.served,
            crowd.refused,
            crowd.slowest_refusal.as_millis(),
            crowd.slowest_answer.as_millis(),
            answer.as_micros(),
            refusal.as_micros(),
        ))
    }
}
