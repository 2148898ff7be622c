//! The `migrate` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let environment = Environment::from_process();
    let telemetry = sisuiq_telemetry::init("migrate", &environment)?;
    let state = migrate::State::from_environment(&environment, &Clock::system())?;
    let handle = |_: LambdaEvent<Value>| async {
        let migrated = migrate::migrate(&state).await?;
        telemetry.flush().await;
        Ok::<_, Error>(migrated)
    };
    lambda_runtime::run(service_fn(handle)).await
}
