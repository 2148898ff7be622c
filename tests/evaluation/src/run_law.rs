//! A run of questions about law.

use crate::arguments::Arguments;
use anyhow::Result;
use copilot::COPILOT;
use evaluation::{LawCollection, LawKind, LawQuestion, LawSummary, ask_law, load_law, without_names};
use serde_json::json;
use sisuiq_clock::Clock;
use std::{fs, path::Path};
use world::World;

/// Asks the questions about the demo law in a folder, or those of the published sets in it, and reports whether all goals are met.
pub(crate) async fn run_law(arguments: &Arguments, folder: &Path) -> Result<bool> {
    let collection = match &arguments.published {
        Some(published) => LawCollection::published(published)?,
        None => LawCollection::demo(folder)?,
    };
    let started_at = Clock::system().now();
    let world = World::with(COPILOT, &arguments.settings()).await;
    load_law(&world.admin().await, &collection.texts).await?;
    let person = world.user("evaluator").await;
    let answers = ask_law(&person, &collection, |_| true, arguments.concurrency).await?;
    without_names(&world).await;
    let hinges = |question: &LawQuestion| matches!(question.kind, LawKind::Reference | LawKind::Term);
    let without = ask_law(&person, &collection, hinges, arguments.concurrency).await?;
    let summary = LawSummary::of(&collection, &answers, &without);
    let report = json!({
        "started_at": started_at,
        "finished_at": Clock::system().now(),
        "summary": summary,
        "answers": answers,
        "without_names": without,
    });
    fs::write(&arguments.output, serde_json::to_string_pretty(&report)?)?;
    println!("{}", summary.markdown());
    eprintln!("{} is written", arguments.output.display());
    for missed in summary.missed() {
        eprintln!("✗ goal {}, {}: {}", missed.goal, missed.set, missed.figure.name);
    }
    Ok(summary.missed().next().is_none())
}
