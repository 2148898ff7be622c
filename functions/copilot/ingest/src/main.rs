//! The `ingest` function. With the argument `extract-pages`, `read-table` or `read-frame` it is the child process that reads
//! one PDF or one table.
#![recursion_limit = "256"]

use sisuiq_documents::child;
use sisuiq_worker::Error;
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
    sisuiq_worker::run(
        "ingest",
        async |environment, clock| Ok(ingest::State::from_environment(environment, clock).await?),
        |state, deadline, event| ingest::handle(state.until(deadline), event),
    )
    .await
}
