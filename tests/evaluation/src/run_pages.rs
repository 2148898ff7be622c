//! A run that ranks pages.

use crate::{arguments::Arguments, run::is_free_of};
use anyhow::{Context, Result};
use copilot::COPILOT;
use evaluation::{
    AnswerSummary, Baseline, Collection, Places, Scope, Summary, Writer, WrittenSummary, answerability, ask_questions,
    ask_writer, load_folder,
};
use sisuiq_clock::Clock;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use world::World;

/// Ranks the pages of the questions in a folder, and reports whether the recall is as good as the baseline. Without a baseline it
/// is.
pub(crate) async fn run_pages(arguments: &Arguments, folder: &Path) -> Result<bool> {
    let collection = questions(arguments, folder)?;
    if arguments.oracle {
        return run_written(arguments, &collection, Writer::oracle(&collection.questions).await?).await;
    }
    if let Some(url) = &arguments.model_url {
        let writer = Writer::model(&collection.questions, url).await.with_context(|| url.clone())?;
        return run_written(arguments, &collection, writer).await;
    }
    let prototype: BTreeMap<String, Places> = match &arguments.prototype {
        Some(file) => serde_json::from_slice(&fs::read(file).with_context(|| file.display().to_string())?)?,
        None => BTreeMap::new(),
    };
    let started_at = Clock::system().now();
    let world = World::with(COPILOT, &arguments.settings()).await;
    let ids = load_folder(&world.admin().await, &collection.documents).await?;
    let person = world.user("evaluator").await;
    let found = ask_questions(&person, &collection, &ids, arguments.concurrency).await?;
    let summary = Summary::of(&collection.questions, &found.places, &prototype);
    let answers = Scope::ALL.map(|scope| AnswerSummary::judged(scope, &collection.questions, &found));
    let report = serde_json::json!({
        "started_at": started_at,
        "finished_at": Clock::system().now(),
        "summary": summary,
        "answers": answers,
        "found": found,
        "prototype": prototype,
    });
    fs::write(&arguments.output, serde_json::to_string_pretty(&report)?)?;
    println!("{}\n{}", summary.markdown(), answers.iter().map(AnswerSummary::markdown).collect::<Vec<_>>().join("\n"));
    for scope in Scope::ALL {
        let auc = answerability(scope, &collection.questions, &found);
        let text = auc.map_or("-".to_owned(), |auc| format!("{auc:.2}"));
        println!("AUC of the confidence, questions with an answer against those without, {}: {text}", scope.name());
    }
    eprintln!("{} is written", arguments.output.display());
    let Some(file) = &arguments.baseline else { return Ok(true) };
    if arguments.record {
        let dataset = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let figures =
            summary.quality().iter().cloned().chain(answers.iter().flat_map(AnswerSummary::quality)).collect();
        let baseline = Baseline { dataset, version: "1".to_owned(), figures };
        fs::write(file, serde_json::to_string_pretty(&baseline)? + "\n")?;
        return Ok(true);
    }
    let baseline: Baseline = serde_json::from_slice(&fs::read(file).with_context(|| file.display().to_string())?)?;
    let figures: Vec<_> =
        summary.quality().iter().cloned().chain(answers.iter().flat_map(AnswerSummary::quality)).collect();
    let find = |name: &str| figures.iter().find(|figure| figure.name == name).map(|figure| figure.value);
    Ok(is_free_of(&baseline.faults_of(find, &[])))
}

/// The questions in a folder that are asked.
fn questions(arguments: &Arguments, folder: &Path) -> Result<Collection> {
    let mut collection = Collection::read(folder)?;
    if let Some(file) = &arguments.only {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let names: BTreeSet<String> = text.lines().map(|line| line.trim().to_owned()).collect();
        collection.keep_documents(&names);
    }
    if !arguments.unread {
        collection.questions.retain(|question| !question.unread);
    }
    if let Some(count) = arguments.sample {
        collection.sample(count);
    }
    Ok(collection)
}

/// Asks the questions of a product whose answers a model writes.
async fn run_written(arguments: &Arguments, collection: &Collection, writer: Writer) -> Result<bool> {
    let world = World::with(COPILOT, &[&arguments.settings()[..], &writer.settings()].concat()).await;
    load_folder(&world.admin().await, &collection.documents).await?;
    let person = world.user("evaluator").await;
    let answers = ask_writer(&person, &collection.questions, &writer, arguments.concurrency).await?;
    let summary = WrittenSummary::of(&answers);
    let report = serde_json::json!({ "summary": summary, "answers": answers });
    fs::write(&arguments.output, serde_json::to_string_pretty(&report)?)?;
    println!("{}", summary.markdown());
    eprintln!("{} is written", arguments.output.display());
    Ok(true)
}
