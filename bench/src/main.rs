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
mod settings;

use anyhow::{Context as _, Result, bail};
use arguments::Arguments;
use clap::{Parser, ValueEnum};
use context::Context;
use machine::Machine;
use measures::Measure;
use progress::Progress;
use report::{Baseline, Report};
use settings::Settings;
use sisuiq_clock::Clock;
use std::{future, process::ExitCode, time::Instant};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let settings = Settings::from_process().context("start the benchmarks with `cargo dev bench`")?;
    let baseline = arguments.compare.then(|| Baseline::read(&settings.project)).transpose()?;
    // dropping the measure on a signal also ends the programs that it started
    let report = tokio::select! {
        report = measure(&arguments, settings.clone()) => report?,
        () = stop_signal() => bail!("stopped before all was measured"),
    };
    report.write(&settings.folder.join("report"))?;
    if arguments.record {
        report.record(&settings.project)?;
    }
    let Some(baseline) = baseline else { return Ok(ExitCode::SUCCESS) };
    let is_worse = report.compare(&baseline)?;
    Ok(if is_worse { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Waits for SIGINT or SIGTERM; forever if the handlers cannot be installed.
async fn stop_signal() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

/// Runs the requested measures, or all if none is requested.
async fn measure(arguments: &Arguments, settings: Settings) -> Result<Report> {
    let progress = Progress::new();
    let machine = Machine::look(&settings.project, Clock::system().now().strftime("%Y-%m-%d %H:%M UTC").to_string())?;
    let mut context = Context::new(settings, progress, arguments.quick);
    let mut sections = Vec::new();
    for measure in Measure::value_variants() {
        if !arguments.names.is_empty() && !arguments.names.contains(measure) {
            continue;
        }
        let name = measure.name();
        progress.say(format!("── {name}"));
        let began = Instant::now();
        let mut section = measure.take(&mut context).await.with_context(|| format!("{name} could not be measured"))?;
        section.seconds = began.elapsed().as_secs_f64();
        section.tables.iter().for_each(|table| progress.say(report::plain(table)));
        sections.push(section);
    }
    Ok(Report { machine, is_quick: arguments.quick, seconds: progress.seconds(), sections })
}
