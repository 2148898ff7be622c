//! The `maintenance` function.
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
            let state = maintenance::State::from_environment(environment, &clock)?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("maintenance", environment)?))
        })
        .await?;
    let handle = |_: LambdaEvent<Value>| async { maintenance::maintain(&state).await.map_err(Error::from) };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
