//! The `messages` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            let state = messages::State::from_environment(environment, &clock).await?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("messages", environment)?))
        })
        .await?;
    let (state, telemetry) = (&state, &telemetry);
    let handle = |_event: LambdaEvent<Value>| async move {
        let outcome = messages::relay(state).await;
        telemetry.flush().await;
        outcome.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
