//! The `ingest` function; started with `extract-pages`, the child process that reads one PDF for it.
#![recursion_limit = "256"]

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_documents::child;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Error> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == child::SUBCOMMAND) {
        return Ok(child::main(arguments));
    }
    serve()?;
    Ok(ExitCode::SUCCESS)
}

#[tokio::main]
async fn serve() -> Result<(), Error> {
    let environment = Environment::from_process();
    let telemetry = sisuiq_telemetry::init("ingest", &environment)?;
    let state = ingest::State::from_environment(&environment, &Clock::system()).await?;
    let handle = |event: LambdaEvent<Value>| async {
        let outcome = ingest::handle(state.clone(), event.payload).await;
        telemetry.flush().await;
        outcome.map_err(Error::from)
    };
    lambda_runtime::run(service_fn(handle)).await
}
