//! The `predict-batch` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            let state = predict_batch::State::from_environment(environment, &clock).await?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("predict-batch", environment)?))
        })
        .await?;
    let (clock, state) = (&clock, &state);
    let handle = |event: LambdaEvent<Value>| async move {
        let state = match sisuiq_events::deadline(event.context.deadline, clock) {
            Some(deadline) => state.clone().until(deadline),
            None => state.clone(),
        };
        predict_batch::handle(state, event.payload).await.map_err(Error::from)
    };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
