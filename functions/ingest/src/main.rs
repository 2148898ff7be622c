//! The `ingest` function; started with `extract-pages`, the child process that reads one PDF for it.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Error> {
    if let Some(code) = sisuiq_documents::run_child() {
        return Ok(code);
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
        outcome
    };
    lambda_runtime::run(service_fn(handle)).await
}
