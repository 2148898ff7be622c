//! The `migrate` function; started with `once`, the same without Lambda, for containers.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_telemetry::traced;

const ONCE: &str = "once";

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            let state = migrate::State::from_environment(environment, &clock)?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("migrate", environment)?))
        })
        .await?;
    if std::env::args_os().nth(1).is_some_and(|first| first == ONCE) {
        let outcome = traced("migrate", None, migrate::migrate(&state)).await;
        telemetry.flush().await;
        outcome?;
        return Ok(());
    }
    let handle =
        |_: LambdaEvent<Value>| async { traced("migrate", None, migrate::migrate(&state)).await.map_err(Error::from) };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
