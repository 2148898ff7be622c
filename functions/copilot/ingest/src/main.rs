//! The `ingest` function. With the argument `extract-pages`, `read-table` or `read-frame` it is the child process that reads
//! one PDF or one table.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, Runtime, layers::TracingLayer, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_documents::child;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Error> {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(first) if first == child::SUBCOMMAND => return Ok(child::main(arguments)),
        Some(first) if first == sisuiq_analytics::child::SUBCOMMAND => {
            return Ok(sisuiq_analytics::child::main(arguments));
        }
        Some(first) if first == sisuiq_frames::child::SUBCOMMAND => {
            return Ok(sisuiq_frames::child::main(arguments));
        }
        _ => {}
    }
    serve()?;
    Ok(ExitCode::SUCCESS)
}

#[tokio::main]
async fn serve() -> Result<(), Error> {
    let environment = Environment::from_process();
    let clock = Clock::system();
    let (state, telemetry) = environment
        .gather(async |environment| {
            let state = ingest::State::from_environment(environment, &clock).await?;
            Ok::<_, Error>((state, sisuiq_telemetry::init("ingest", environment)?))
        })
        .await?;
    let (clock, state) = (&clock, &state);
    let handle = |event: LambdaEvent<Value>| async move {
        let state = match sisuiq_events::deadline(event.context.deadline, clock) {
            Some(deadline) => state.clone().until(deadline),
            None => state.clone(),
        };
        ingest::handle(state, event.payload).await.map_err(Error::from)
    };
    Runtime::new(service_fn(handle)).layer(TracingLayer::new()).layer(telemetry.flush_layer()).run().await
}
