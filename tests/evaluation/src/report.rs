//! Reports of a run.

use super::{
    dataset::Dataset,
    figures::{Figure, Figures},
    outcome::{Outcome, PASSES},
    ranking::ratio,
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

/// Maximum length of an answer in the report, in Unicode scalar values.
const SHOWN: usize = 500;

/// The members of each result that the product stores.
const KEPT: [&str; 10] =
    ["id", "mode", "category", "query", "answer", "passed", "score", "abstained", "citations", "latency_ms"];

/// The report of a run, for programs.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    summary: Value,
    config: Value,
    figures: Figures,
    curve: Vec<Threshold>,
    results: Vec<Value>,
}

impl Report {
    /// Creates the report of these outcomes, measured between these times.
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
        let curve = curve(outcomes);
        Self { summary, config, figures: Figures::of(outcomes), curve, results: outcomes.iter().map(result).collect() }
    }

    /// The figures.
    #[must_use]
    pub const fn figures(&self) -> &Figures {
        &self.figures
    }

    /// The body of `POST /api/admin/evaluations`.
    #[must_use]
    pub fn to_keep(&self) -> Value {
        let figure = |Figure { name, value, interval: (low, high), count }: &Figure| json!({ "name": name, "value": value, "low": low, "high": high, "count": count });
        let member = |name: &str| self.summary.get(name).cloned().unwrap_or_default();
        let case = |result: &Value| {
            let named = KEPT.map(|name| (name.to_owned(), result.get(name).cloned().unwrap_or_default()));
            Value::Object(named.into_iter().collect())
        };
        json!({
            "dataset_name": member("dataset_name"),
            "dataset_version": member("dataset_version"),
            "started_at": member("started_at"),
            "finished_at": member("finished_at"),
            "figures": self.figures.quality.iter().map(figure).collect::<Vec<_>>(),
            "results": self.results.iter().map(case).collect::<Vec<_>>(),
        })
    }

    /// The shares of declined questions for other confidence thresholds.
    #[must_use]
    pub fn curve(&self) -> &[Threshold] {
        &self.curve
    }
}

/// The shares of declined questions at a confidence threshold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Threshold {
    /// The minimum confidence of an answer.
    pub confidence: f64,
    /// The share of declined questions among the unanswerable ones.
    pub abstention: f64,
    /// The share of declined questions among the answerable ones.
    pub false_abstention: f64,
}

fn curve(outcomes: &[Outcome]) -> Vec<Threshold> {
    let (answerable, others): (Vec<&Outcome>, Vec<&Outcome>) =
        outcomes.iter().partition(|outcome| outcome.case.is_answerable());
    let thresholds = (0..=16_u8).map(|step| 0.4 + f64::from(step) * 0.05);
    let declined = |among: &[&Outcome], least: f64| {
        let is_declined = |outcome: &&&Outcome| outcome.confidence.is_none_or(|confidence| confidence < least);
        ratio(among.iter().filter(is_declined).count(), among.len())
    };
    let at = |confidence| Threshold {
        confidence,
        abstention: declined(&others, confidence),
        false_abstention: declined(&answerable, confidence),
    };
    thresholds.map(at).collect()
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
        "confidence": outcome.confidence,
        "latency_ms": outcome.latency.as_secs_f64() * 1_000.0,
    })
}

/// The figures as Markdown tables, for people.
#[must_use]
pub fn markdown(dataset: &Dataset, report: &Report) -> String {
    let figures = report.figures();
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
    let curve = report.curve().iter().map(point).collect::<Vec<_>>().concat();
    format!(
        "{head}{rows}\nThe same passages in other orders:\n\n| figure | value | 95 % interval | of |\n|---|---:|---|---:|\n{beside}\n\
         | mode | p50 ms | p95 ms |\n|---|---:|---:|\n{latencies}\n\
         | least confidence | unanswerable declined | answerable declined |\n|---:|---:|---:|\n{curve}"
    )
}

fn point(Threshold { confidence, abstention, false_abstention }: &Threshold) -> String {
    format!("| {confidence:.2} | {abstention:.3} | {false_abstention:.3} |\n")
}

fn row(Figure { name, value, interval: (low, high), count }: &Figure) -> String {
    format!("| {name} | {value:.3} | {low:.3} to {high:.3} | {count} |\n")
}
