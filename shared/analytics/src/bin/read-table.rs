//! Reads a table under limits and writes its figures as JSON: the child of [`sisuiq_analytics::TableReader`].

use std::process::ExitCode;

fn main() -> ExitCode {
    sisuiq_analytics::child::main(std::env::args_os().skip(1))
}
