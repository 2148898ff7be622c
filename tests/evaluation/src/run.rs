//! A run of the evaluation.

use crate::{arguments::Arguments, run_law::run_law, run_pages::run_pages};
use anyhow::{Context, Result};
use copilot::COPILOT;
use evaluation::{Baseline, Dataset, Fault, Remote, Report, evaluate, load, load_folder, markdown};
use serde_json::json;
use sisuiq_clock::Clock;
use std::{env, fs, path::Path};
use world::World;

/// Settings that turn the rate limits off.
pub(crate) const UNLIMITED: [(&str, &str); 4] = [
    ("RATE_LIMIT_DEFAULT", "none"),
    ("RATE_LIMIT_DEFAULT_ADDRESS", "none"),
    ("RATE_LIMIT_CHAT", "none"),
    ("RATE_LIMIT_CHAT_ADDRESS", "none"),
];

/// The reference run of the answers.
const BASELINE: &str = "tests/evaluation/baseline.json";

/// Runs the evaluation and reports whether the answers are as good as the baseline.
pub(crate) async fn run(arguments: &Arguments) -> Result<bool> {
    if let Some(folder) = &arguments.pages {
        return run_pages(arguments, folder).await;
    }
    if let Some(folder) = &arguments.law {
        return run_law(arguments, folder).await;
    }
    let text = fs::read_to_string(&arguments.dataset).with_context(|| arguments.dataset.display().to_string())?;
    let mut dataset = Dataset::parse(&text)?;
    if !arguments.category.is_empty() {
        dataset.cases.retain(|case| arguments.category.contains(&case.category));
    }
    let clock = Clock::system();
    let started_at = clock.now();
    let remote = match &arguments.url {
        Some(url) => Some(Remote::log_in(url, &variable("EVALUATE_EMAIL")?, &variable("EVALUATE_PASSWORD")?).await?),
        None => None,
    };
    let outcomes = if let Some(remote) = &remote {
        evaluate(remote, &dataset, arguments.concurrency).await?
    } else {
        let world = World::with(COPILOT, &arguments.settings()).await;
        let admin = world.admin().await;
        match &arguments.documents {
            Some(folder) => drop(load_folder(&admin, folder).await?),
            None => load(&admin).await,
        }
        evaluate(&world.user("evaluator").await, &dataset, arguments.concurrency).await?
    };
    let config =
        json!({ "url": arguments.url, "categories": arguments.category, "concurrency": arguments.concurrency });
    let report = Report::new(&dataset, &outcomes, (started_at, clock.now()), config);
    fs::write(&arguments.output, serde_json::to_string_pretty(&report)?)?;
    if let Some(remote) = remote.filter(|_| arguments.publish) {
        remote.keep(&report.to_keep()).await?;
    }
    println!("{}", markdown(&dataset, &report));
    eprintln!("{} is written", arguments.output.display());
    let file = arguments.baseline.as_deref().unwrap_or(Path::new(BASELINE));
    if arguments.record {
        let figures = report.figures().quality.clone();
        let baseline = Baseline { dataset: dataset.name, version: dataset.version, figures };
        fs::write(file, serde_json::to_string_pretty(&baseline)? + "\n")?;
        return Ok(true);
    }
    if !arguments.category.is_empty() || arguments.documents.is_some() {
        return Ok(true);
    }
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let baseline: Baseline = serde_json::from_str(&text)?;
    Ok(is_free_of(&baseline.faults(report.figures())))
}

/// Prints the figures that are too low. Returns true if there are none.
pub(crate) fn is_free_of(faults: &[Fault]) -> bool {
    for fault in faults {
        let value = fault.value.map_or("missing".to_owned(), |value| format!("{value:.3}"));
        eprintln!("✗ {}: {value}, and it must be at least {:.3}", fault.name, fault.least);
    }
    faults.is_empty()
}

#[expect(clippy::disallowed_methods, reason = "a program of the developer's machine, not a function")]
fn variable(name: &'static str) -> Result<String> {
    env::var(name).context(name)
}
