//! The `admin` function.

use admin::State;
use lambda_http::Adapter;
use lambda_http::lambda_runtime::{Runtime, layers::TracingLayer};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Service, serve};
use sisuiq_identity::Foundation;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (app, telemetry) = environment
        .gather(async |environment| {
            let foundation = Foundation::from_environment(environment, &clock)?;
            let state = State::new(environment, foundation).await?;
            let app = serve(admin::router(state), Service::from_environment(environment, clock.clone())?);
            Ok::<_, lambda_http::Error>((app, sisuiq_telemetry::init("admin", environment)?))
        })
        .await?;
    Runtime::new(Adapter::from(app)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
