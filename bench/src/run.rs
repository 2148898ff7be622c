//! A run of the benchmarks.

use crate::{
    arguments::Arguments, context::Context, machine::Machine, measures::Measure, progress::Progress, report,
    report::Report, settings::Settings,
};
use anyhow::{Context as _, Result};
use clap::ValueEnum;
use sisuiq_clock::Clock;
use std::time::Instant;

/// Runs the requested measures, or all if none is requested.
pub(crate) async fn run(arguments: &Arguments, settings: Settings) -> Result<Report> {
    let progress = Progress::new();
    let machine = Machine::look(&settings.project, Clock::system().now().strftime("%Y-%m-%d %H:%M UTC").to_string())?;
    let mut context = Context::new(settings, progress, arguments);
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
        section.machine = machine.clone();
        section.tables.iter().for_each(|table| progress.say(report::plain(table)));
        sections.push(section);
    }
    Ok(Report { is_quick: arguments.quick, sections })
}
