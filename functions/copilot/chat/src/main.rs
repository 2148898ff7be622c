//! The `chat` function.
#![recursion_limit = "256"]

use axum::{body::Body, middleware::map_response, response::Response};
use lambda_http::lambda_runtime::layers::TracingLayer;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Service, serve};
use sisuiq_identity::Foundation;
use std::{future::ready, time::Duration};

/// The longest time until a response begins. One that is not streamed begins when its whole answer is written. The gateway waits
/// for five minutes.
const TIMEOUT: Duration = Duration::from_mins(4);

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, app, telemetry) = environment
        .gather(async |environment| {
            let foundation = Foundation::from_environment(environment, &clock)?;
            let state = chat::State::new(environment, foundation)?;
            let service = Service::from_environment(environment, clock.clone())?.timeout(TIMEOUT);
            let app = serve(chat::router(state.clone()), service);
            Ok::<_, lambda_http::Error>((state, app, sisuiq_telemetry::init("chat", environment)?))
        })
        .await?;
    tokio::spawn(async move { state.warm().await });
    let recorder = telemetry.clone();
    let app = app.layer(map_response(move |response: Response| ready(recorder.write_at_end(response).map(Body::new))));
    lambda_http::streaming_runtime(app).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
