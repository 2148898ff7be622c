//! `cargo dev`: the local cloud, questions on the command line, and all checks of the project.

mod ask;
mod build;
mod cli;
mod commands;
mod console;
mod costs;
mod digest;
mod disk_space;
mod output;
mod package;
mod parts;
mod predictor;
mod process_environment;
mod project;
mod stack;
mod supervisor;

use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::failure(&error);
            ExitCode::FAILURE
        }
    }
}
