//! The `backup` function.
#![recursion_limit = "256"]

use backup::{Request, State};
use lambda_runtime::{Error, LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_telemetry::traced;
use std::time::Duration;
use tokio::time::Instant;

/// The time reserved for reporting after work was cancelled.
const REST: Duration = Duration::from_secs(20);

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            let state = State::from_environment(environment, &clock).await?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("backup", environment)?))
        })
        .await?;
    let (clock, state) = (&clock, &state);
    let handle = |event: LambdaEvent<Request>| async move {
        let deadline = deadline(event.context.deadline, clock);
        traced("backup", None, backup::handle(state, event.payload, deadline)).await.map_err(Error::from)
    };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}

/// The time at which work stops, for an invocation that Lambda ends at `ends` (milliseconds since 1970). `None` if that time is
/// past: the local function host sends such a time, and does not end the invocation.
fn deadline(ends: u64, clock: &Clock) -> Option<Instant> {
    let now = u64::try_from(clock.now().as_millisecond()).ok()?;
    let left = Duration::from_millis(ends.checked_sub(now)?);
    Some(Instant::now() + left.saturating_sub(REST))
}
