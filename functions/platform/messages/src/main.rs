//! The `messages` function.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_telemetry::traced;

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
    let state = &state;
    let handle = |event: LambdaEvent<Value>| async move {
        // a batch has one trace: that of its first record
        let caller = event.payload.pointer("/Records/0/attributes/AWSTraceHeader").and_then(Value::as_str);
        traced("messages", caller, messages::relay(state)).await.map_err(Error::from)
    };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
