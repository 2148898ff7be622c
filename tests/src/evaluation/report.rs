//! What is told of a run.

use super::{
    dataset::Dataset,
    figures::{Figure, Figures},
    outcome::{Outcome, PASSES},
    ranking::ratio,
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

/// How much of an answer is told, in Unicode scalar values.
const SHOWN: usize = 500;

/// A run, for programs.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    summary: Value,
    config: Value,
    figures: Figures,
    results: Vec<Value>,
}

impl Report {
    /// Of these outcomes, which were had between these moments.
    #[must_use]
    pub fn new(
        dataset: &Dataset,
        outcomes: &[Outcome],
        (started_at, finished_at): (Timestamp, Timestamp),
        config: Value,
    ) -> Self {
        let passed = outcomes.iter().filter(|outcome| outcome.score >= PASSES).count();
        let mean =
            |value: fn(&Outcome) -> f64| outcomes.iter().map(value).sum::<f64>() / ratio(outcomes.len(), 1).max(1.0);
        let summary = json!({
            "dataset_name": dataset.name,
            "dataset_version": dataset.version,
            "total_cases": outcomes.len(),
            "passed_cases": passed,
            "failed_cases": outcomes.len() - passed,
            "pass_rate": ratio(passed, outcomes.len()),
            "avg_score": mean(|outcome| outcome.score),
            "avg_latency_ms": mean(|outcome| outcome.latency.as_secs_f64() * 1_000.0),
            "started_at": started_at,
            "finished_at": finished_at,
        });
        Self { summary, config, figures: Figures::of(outcomes), results: outcomes.iter().map(result).collect() }
    }

    /// The figures.
    #[must_use]
    pub const fn figures(&self) -> &Figures {
        &self.figures
    }
}

fn result(outcome: &Outcome) -> Value {
    let [product, ..] = outcome.rankings;
    json!({
        "id": outcome.case.id,
        "mode": outcome.case.mode,
        "category": outcome.case.category,
        "kind": outcome.case.kind,
        "query": outcome.case.query,
        "answer": outcome.answer.chars().take(SHOWN).collect::<String>(),
        "passed": outcome.score >= PASSES,
        "score": outcome.score,
        "abstained": outcome.abstained,
        "near": outcome.is_near,
        "right": outcome.is_right,
        "recall": product.recall,
        "reciprocal_rank": product.reciprocal_rank,
        "citations": outcome.citations,
        "on_expected_page": outcome.on_expected_page,
        "cited": outcome.cited,
        "latency_ms": outcome.latency.as_secs_f64() * 1_000.0,
    })
}

/// The figures as tables, for people.
#[must_use]
pub fn markdown(dataset: &Dataset, figures: &Figures) -> String {
    let answerable = dataset.cases.iter().filter(|case| case.is_answerable()).count();
    let head = format!(
        "{} questions, {answerable} of them answered by the documents.\n\n| figure | value | 95 % interval | of |\n|---|---:|---|---:|\n",
        dataset.cases.len()
    );
    let rows = figures.quality.iter().map(row).collect::<String>();
    let beside = figures.beside.iter().map(row).collect::<String>();
    let latencies = figures
        .latencies
        .iter()
        .map(|(mode, half, most)| format!("| {mode} | {half:.0} | {most:.0} |\n"))
        .collect::<Vec<_>>()
        .concat();
    format!(
        "{head}{rows}\nThe same passages in other orders:\n\n| figure | value | 95 % interval | of |\n|---|---:|---|---:|\n{beside}\n\
         | mode | p50 ms | p95 ms |\n|---|---:|---:|\n{latencies}"
    )
}

fn row(Figure { name, value, interval: (low, high), count }: &Figure) -> String {
    format!("| {name} | {value:.3} | {low:.3} to {high:.3} | {count} |\n")
}
