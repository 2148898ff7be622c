//! The `seed` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use seed::SeedRequest;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_telemetry::traced;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            let state = seed::State::from_environment(environment, &clock).await?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("seed", environment)?))
        })
        .await?;
    let handle = async |event: LambdaEvent<SeedRequest>| {
        traced("seed", None, seed::seed(&state, event.payload)).await.map_err(Error::from)
    };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
