//! Asks the product questions and measures the answers. `cargo dev evaluate` starts it with everything that it needs.
#![recursion_limit = "256"]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's face")]

mod arguments;
mod run;
mod run_law;
mod run_pages;

use arguments::Arguments;
use clap::Parser;
use run::run;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Arguments::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
