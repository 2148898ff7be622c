//! Runs one suite in this process with a progress bar.

use crate::arguments::Arguments;
use indicatif::{ProgressBar, ProgressStyle};
use prove::{
    Dose, Outcome, Suite,
    record::{Record, Records},
};
use std::{
    error::Error,
    time::{Duration, Instant},
};
use tokio::{runtime::Runtime, time};

const TICK: Duration = Duration::from_millis(200);
const SHOWN_FAILURES: usize = 10;

/// Runs a suite and stores its record, unless it ran only a single case. Returns true if the suite passed.
pub(super) fn run_alone(
    suite: &Suite,
    arguments: &Arguments,
    commit: &str,
    records: &Records,
) -> Result<bool, Box<dyn Error>> {
    let dose = match arguments.case {
        Some(case) => Dose::single(case, arguments.seed),
        None => Dose::new(arguments.dose(suite), arguments.seed),
    };
    let begun = Instant::now();
    let outcome = Runtime::new()?.block_on(run_watched(suite, &dose));
    let record = Record::of(suite, &dose, commit, outcome, begun.elapsed());
    print_summary(&record);
    if arguments.case.is_none() {
        records.store(&record)?;
    }
    Ok(record.has_passed())
}

async fn run_watched(suite: &Suite, dose: &Dose) -> Outcome {
    let bar = ProgressBar::new(dose.cases).with_message(suite.name);
    let style = ProgressStyle::with_template("{spinner} {msg:24!} [{bar:30}] {pos}/{len} {elapsed:.dim}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    // in a separate task, so that a panic of the whole suite becomes a recorded failure
    let mut running = tokio::spawn((suite.run)(dose.clone()));
    let mut tick = time::interval(TICK);
    loop {
        tokio::select! {
            outcome = &mut running => {
                bar.finish_and_clear();
                return outcome.unwrap_or_else(|panic| dose.broken_off(panic));
            }
            _ = tick.tick() => bar.set_position(dose.done()),
        }
    }
}

fn print_summary(record: &Record) {
    let Record { name, cases, dose, failures, worst, seconds, .. } = record;
    let mark = if record.has_passed() { "✓" } else { "✗" };
    eprintln!("{mark} {name}: {cases} of {dose} cases, {} failures, {} ({seconds:.1} s)", failures.len(), worst.0);
    for failure in failures.iter().take(SHOWN_FAILURES) {
        eprintln!("  {failure}");
        eprintln!("    again: cargo dev prove --seed {} --case {} {name}", failure.seed, failure.case);
    }
}
