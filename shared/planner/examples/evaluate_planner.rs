//! Plans the questions of `tests/evaluation` and reports how many have the expected calls: `evaluate_planner REPORT.json`.
//! `cargo dev evaluate --suite planner` runs it. It fails if any figure is worse than that of `baseline.json`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's face")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "questions and tables are shared with the tests"
)]

#[path = "../tests/evaluation/outcome.rs"]
mod outcome;
#[path = "../tests/evaluation/report.rs"]
mod report;
#[path = "../tests/evaluation/tables.rs"]
mod tables;

use std::{error::Error, fs, path::PathBuf, process::ExitCode};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let output = std::env::args_os().nth(1).map(PathBuf::from).ok_or("name the report")?;
    let report = report::evaluate()?;
    println!("{}", report.markdown());
    report.faults.iter().chain(&report.shortfalls).for_each(|fault| eprintln!("{fault}"));
    fs::write(&output, serde_json::to_string_pretty(&report)?)?;
    eprintln!("{} is written", output.display());
    Ok(if report.is_accepted() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
