//! Reads tables with known figures and reports how many are read as expected: `evaluate_tables FOLDER REPORT.json`.
//! `cargo dev evaluate --suite tables` runs it. It fails if any table is read in another way.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's face")]

#[path = "../tests/evaluation/reading.rs"]
mod reading;

use reading::Report;
use serde_json::json;
use std::{error::Error, fs, path::PathBuf, process::ExitCode};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (folder, output) = arguments.next().zip(arguments.next()).ok_or("name the folder and the report")?;
    let report = reading::evaluate(&folder)?;
    println!("{}", markdown(&report));
    report.faults.iter().for_each(|fault| eprintln!("{fault}"));
    report.unmatched.iter().for_each(|name| eprintln!("{name}: there is no file or no expectation"));
    let kinds =
        report.kinds.iter().map(|(kind, (tables, right))| json!({ "kind": kind, "tables": tables, "right": right }));
    let written = json!({
        "tables": report.tables(),
        "right": report.tables() - report.faults.len(),
        "kinds": kinds.collect::<Vec<_>>(),
        "faults": report.faults,
        "accepted": report.is_accepted(),
    });
    fs::write(&output, serde_json::to_string_pretty(&written)?)?;
    eprintln!("{} is written", output.display());
    Ok(if report.is_accepted() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The shares with their intervals of 95 % (Wilson 1927).
fn markdown(report: &Report) -> String {
    let right = report.tables() - report.faults.len();
    let kinds = report.kinds.iter().map(|(kind, (tables, right))| line(kind, *tables, *right));
    let all = std::iter::once(line("all", report.tables(), right));
    let head = "| kind | tables | read as expected | share | 95 % interval |\n|---|---:|---:|---:|---|".to_owned();
    std::iter::once(head).chain(kinds).chain(all).collect::<Vec<_>>().join("\n")
}

fn line(kind: &str, tables: usize, right: usize) -> String {
    let [count, successes] = [tables, right].map(|number| u32::try_from(number).map_or(f64::NAN, f64::from));
    let (share, z) = (successes / count, 1.96_f64);
    let centre = (share + z * z / (2.0 * count)) / (1.0 + z * z / count);
    let half = z / (1.0 + z * z / count) * (share * (1.0 - share) / count + z * z / (4.0 * count * count)).sqrt();
    format!("| {kind} | {tables} | {right} | {share:.3} | {:.3} to {:.3} |", centre - half, (centre + half).min(1.0))
}
