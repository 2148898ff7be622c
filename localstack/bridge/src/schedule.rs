//! Invoking functions on their schedules.

use std::time::Duration;

use sisuiq_template::Schedule;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tracing::{info, warn};

use crate::{Invoker, Stop};

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Invokes a schedule's function immediately and then at its rate, until stopped. A failed invocation is repeated with
/// growing pauses until it succeeds. The first input has `idle_seconds: 0`: a restarted local queue has lost its
/// messages, so work that looks in progress is idle.
pub(crate) async fn keep(invoker: Invoker, schedule: Schedule, limit: Duration, mut stop: Stop) {
    let mut turns = interval(schedule.every);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut input = schedule.input.clone();
    if let Some(members) = input.as_object_mut() {
        members.insert("idle_seconds".into(), 0.into());
    }
    loop {
        tokio::select! {
            biased;
            _ = stop.wait_for(|stopped| *stopped) => return,
            _ = turns.tick() => {}
        }
        let mut pause = FIRST_PAUSE;
        while let Err(error) = invoker.invoke(&schedule.function, &input, limit).await {
            let function = &schedule.function;
            warn!(function, "scheduled call of {function} failed, retrying in {} s: {error}", pause.as_secs());
            tokio::select! {
                _ = stop.wait_for(|stopped| *stopped) => return,
                () = sleep(pause) => {}
            }
            pause = LONGEST_PAUSE.min(pause * 2);
        }
        input.clone_from(&schedule.input);
        info!(function = schedule.function, "scheduled call of {} finished", schedule.function);
    }
}
