//! The `rotate` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_telemetry::traced;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            let state = rotate::State::from_environment(environment, &clock)?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("rotate", environment)?))
        })
        .await?;
    let state = &state;
    let handle = |event: LambdaEvent<rotate::Event>| async move {
        traced("rotate", None, rotate::rotate(state, &event.payload)).await.map_err(Error::from)
    };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
