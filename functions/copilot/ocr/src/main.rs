//! The `ocr` function. With the argument `extract-pages` it is the child process that draws a page of one PDF.
#![recursion_limit = "256"]

use sisuiq_documents::child;
use sisuiq_worker::Error;
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
    sisuiq_worker::run(
        "ocr",
        async |environment, clock| Ok(ocr::State::from_environment(environment, clock).await?),
        |state, deadline, event| ocr::handle(state.until(deadline), event),
    )
    .await
}
