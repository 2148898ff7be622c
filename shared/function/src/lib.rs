//! The main program that the HTTP functions share. A function whose answers are streamed has its own.

use lambda_http::Adapter;
use lambda_http::lambda_runtime::{Runtime, layers::TracingLayer};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Service, serve};
use sisuiq_identity::Foundation;
use utoipa_axum::router::OpenApiRouter;

pub use lambda_http::Error;

/// Runs the HTTP function `name` until Lambda ends it. `routes` builds its router once, from the settings.
///
/// # Errors
/// Settings are missing or invalid (one message names them all), telemetry cannot start, or the Lambda runtime failed.
pub async fn run(
    name: &str,
    routes: impl AsyncFnOnce(&Environment, Foundation) -> Result<OpenApiRouter, Error>,
) -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (app, telemetry) = environment
        .gather(async |environment| {
            let foundation = Foundation::from_environment(environment, &clock)?;
            let service = Service::from_environment(environment, clock.clone())?;
            let app = serve(routes(environment, foundation).await?, service);
            Ok::<_, Error>((app, sisuiq_telemetry::init(name, environment)?))
        })
        .await?;
    Runtime::new(Adapter::from(app)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
