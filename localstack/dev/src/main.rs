//! `cargo dev`: the local cloud, the main job on the command line, and every check of the project.

mod ask;
mod build;
mod cli;
mod commands;
mod console;
mod costs;
mod digest;
mod output;
mod package;
mod parts;
mod process_environment;
mod project;
mod room;
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
