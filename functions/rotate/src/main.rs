//! The `rotate` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, service_fn};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;

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
    let (state, telemetry) = (&state, &telemetry);
    let handle = |event: LambdaEvent<rotate::Event>| async move {
        let rotated = rotate::rotate(state, &event.payload).await;
        telemetry.flush().await;
        rotated.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
