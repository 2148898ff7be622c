//! SIGKILL of the process of a function while it works.

use super::pool::Pool;
use crate::{Dose, Outcome, Worst};
use copilot::ingestion::Watch;
use futures::future::BoxFuture;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_testing::runtime_api::RuntimeApi;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::time::sleep;
use world::{Program, World};

const AT_ONCE: usize = 2;

/// Longest delay of a kill after a step, in milliseconds.
const LONGEST_STEP_MS: u64 = 30;
/// Time limit of one run of a function.
const TIMEOUT: Duration = Duration::from_mins(2);

/// A case in one of the worlds, which counts its kills.
pub(super) type Case<T> = fn(Pool<T>, Arc<AtomicU64>, ChaCha8Rng) -> BoxFuture<'static, Result<(), String>>;

/// Runs the cases of a dose, and counts their kills.
pub(super) async fn run<T: Send + 'static>(dose: Dose, case: Case<T>) -> Outcome {
    let pool = Pool::<T>::default();
    let kills = Arc::new(AtomicU64::new(0));
    let killed = Arc::clone(&kills);
    let failures = dose.run(AT_ONCE, move |_, chance| case(pool.clone(), Arc::clone(&killed), chance)).await;
    dose.outcome(failures, Worst(format!("{} kills", kills.load(Relaxed))))
}

/// A step of the work of a function, and how often it is reached until the process is killed there.
pub(super) struct Moment {
    pub(super) function: &'static str,
    pub(super) step: &'static str,
    pub(super) times: usize,
}

impl Moment {
    /// Lets a process of the function handle an event, and kills it at the step or up to 30 milliseconds after it. Returns false if the work ended before.
    pub(super) async fn kills(&self, world: &World, event: Value, chance: &mut ChaCha8Rng) -> Result<bool, String> {
        let delay = chance.random_range(0..LONGEST_STEP_MS);
        let is_after = chance.random_bool(0.5);
        let (watch, api) = (Watch::start().await, RuntimeApi::start().await);
        let (_, address) = watch.setting();
        let mut own = api.variables(self.function);
        own.push(("INGEST_CHECKPOINTS", address));
        let mut program = Program::start(world, self.function, &own);
        let answered = api.invoke(event);
        let moment = async {
            for _ in 1..self.times {
                watch.until(self.step).await.go_on();
            }
            let reached = watch.until(self.step).await;
            if is_after {
                reached.go_on();
                watch.during_at_most(Duration::from_millis(delay)).await;
                return None;
            }
            Some(reached)
        };
        tokio::select! {
            outcome = answered => {
                outcome.map_err(|_| "the function ended".to_owned())?.map_err(|error| format!("it failed: {error}"))?;
                Ok(false)
            }
            held = moment => {
                program.signal("KILL").await;
                program.ended().await;
                drop(held);
                Ok(true)
            }
            () = sleep(TIMEOUT) => Err(format!("the function does not answer: {}", program.log())),
        }
    }
}

/// The event of messages with these bodies, in their order.
pub(super) fn messages(bodies: &[String]) -> Value {
    let record = |(number, body): (usize, &String)| json!({ "messageId": format!("message-{number}"), "body": body, "attributes": {}, "messageAttributes": {} });
    json!({ "Records": bodies.iter().enumerate().map(record).collect::<Vec<_>>() })
}

/// Handles an event of a function in this process, with the time of the killed ones.
pub(super) async fn handles(world: &World, function: &str, event: Value) -> Result<(), String> {
    let (environment, clock) = (world.environment(), Clock::system());
    let handled = match function {
        "fetch" => fetch::handle(fetch::State::from_environment(&environment, &clock).await.unwrap(), event).await,
        "process" => {
            let state = process::State::from_environment(&environment, &clock).await.unwrap();
            process::handle(state, event).await.map_err(fetch::HandleError::from)
        }
        "predict-batch" => {
            predict_batch::handle(predict_batch::State::from_environment(&environment, &clock).await.unwrap(), event)
                .await
        }
        "screen-batch" => {
            screen_batch::handle(screen_batch::State::from_environment(&environment, &clock).await.unwrap(), event)
                .await
        }
        _ => return Err(format!("{function} is not handled here")),
    };
    let failures = handled.map_err(|error| error.to_string())?.batch_item_failures;
    if failures.is_empty() { Ok(()) } else { Err(format!("{function} failed at a message")) }
}

/// Lets the clock of a world, which stands still, show the time of the killed processes: what they did is past then, and forms for uploads are valid.
pub(super) fn catches_up(world: &World) {
    world.wait(Clock::system().now().duration_since(world.clock().now()));
}

/// The event of the schedule, for which all work is idle.
pub(super) fn sweep() -> Value {
    json!({ "kind": "sweep", "idle_seconds": 0 })
}
