//! The benchmarks: the optimised programs on real stores, beside the same work in Python. `cargo dev bench` builds and
//! starts what they need.
#![recursion_limit = "256"]
#![expect(clippy::indexing_slicing, reason = "a member that JSON lacks is null")]

mod arguments;
mod client;
mod context;
mod corpus;
mod figures;
mod machine;
mod measures;
mod process;
mod progress;
mod provider;
mod report;
mod run;
mod settings;

use anyhow::{Context as _, Result, bail};
use arguments::Arguments;
use clap::Parser;
use report::Baseline;
use run::run;
use settings::Settings;
use std::{future, process::ExitCode};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let settings = Settings::from_process().context("start the benchmarks with `cargo dev bench`")?;
    let baseline = arguments.compare.then(|| Baseline::read(&settings.project)).transpose()?;
    let is_part = arguments.record && !arguments.names.is_empty();
    let recorded = is_part.then(|| Baseline::read_beside(&settings.project, arguments.quick)).transpose()?;
    // dropping the measure on a signal also ends the programs that it started
    let report = tokio::select! {
        report = run(&arguments, settings.clone()) => report?,
        () = stop_signal() => bail!("stopped before all was measured"),
    };
    report.write(&settings.folder.join("report"))?;
    if arguments.record {
        report.record(&settings.project, recorded)?;
    }
    let Some(baseline) = baseline else { return Ok(ExitCode::SUCCESS) };
    let is_worse = report.compare(&baseline)?;
    Ok(if is_worse { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Waits for SIGINT or SIGTERM; forever if the handlers cannot be installed.
async fn stop_signal() {
    let signals = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    let (Ok(mut interrupt), Ok(mut terminate)) = signals else { return future::pending().await };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
