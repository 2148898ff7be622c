//! The main program that the functions on queues share.

use lambda_runtime::{LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_events::SqsBatchResponse;
use tokio::time::Instant;

pub use lambda_runtime::Error;

/// Runs the function `name` on events of queues and schedules until Lambda ends it. `start` builds its state once, from the settings.
/// `handle` handles an event; the time at which work must stop, if there is one, comes with it.
///
/// # Errors
/// Settings are missing or invalid (one message names them all), telemetry cannot start, or the Lambda runtime failed.
pub async fn run<State: Clone, Refusal: Into<Error>, Handling: Future<Output = Result<SqsBatchResponse, Refusal>>>(
    name: &str,
    start: impl AsyncFnOnce(&Environment, &Clock) -> Result<State, Error>,
    handle: impl Fn(State, Option<Instant>, Value) -> Handling,
) -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            Ok::<_, Error>((start(environment, &clock).await?, sisuiq_telemetry::init(name, environment)?))
        })
        .await?;
    let (clock, state, handle) = (&clock, &state, &handle);
    let serve = |event: LambdaEvent<Value>| async move {
        let deadline = sisuiq_events::deadline(event.context.deadline, clock);
        handle(state.clone(), deadline, event.payload).await.map_err(Into::into)
    };
    Runtime::new(service_fn(serve)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
