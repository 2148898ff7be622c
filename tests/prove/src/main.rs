//! Tests the product's promises and records the results. `cargo dev prove` starts it with the stores that it needs.
//!
//! Each suite runs in a process of its own, so that a crash or high memory use affects no other.
#![recursion_limit = "256"]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's face")]

mod alone;
mod arguments;
mod evidence;
mod machine;
mod run;

use arguments::Arguments;
use clap::Parser;
use run::run;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
