//! The `seed` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, service_fn};
use seed::Order;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;

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
    let handle = async |event: LambdaEvent<Order>| {
        let summary = seed::seed(&state, event.payload).await?;
        telemetry.flush().await;
        Ok::<_, Error>(summary)
    };
    lambda_runtime::run(service_fn(handle)).await
}
