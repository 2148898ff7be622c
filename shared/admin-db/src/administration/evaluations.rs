//! Runs of questions whose answers were measured.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{Filters, List, Result, SortOrder};
use sisuiq_model::{EvaluationId, EvaluationOrder, Page};
use tokio_postgres::Row;

/// A run, without its answers.
#[derive(Clone, Debug)]
pub struct ListedEvaluation {
    /// Its id.
    pub id: EvaluationId,
    /// Name of the question set.
    pub dataset_name: String,
    /// Version of the question set.
    pub dataset_version: String,
    /// Questions.
    pub total_cases: i32,
    /// Those whose answer passed.
    pub passed_cases: i32,
    /// The mean score of answers, 0 to 1.
    pub avg_score: f64,
    /// The mean time of answers in milliseconds.
    pub avg_latency_ms: f64,
    /// Figures over all answers.
    pub figures: Value,
    /// Time of the first question.
    pub started_at: Timestamp,
    /// Time of the last answer.
    pub finished_at: Timestamp,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// Runs.
#[must_use]
pub fn evaluations(page: &Page<EvaluationOrder>) -> List<'_, ListedEvaluation> {
    let order = match page.order {
        EvaluationOrder::Newest => SortOrder::with_cursor("created_at DESC, id DESC", "created_at, id"),
        EvaluationOrder::Oldest => SortOrder::by("created_at, id"),
    };
    Filters::new([]).list(include_str!("../../queries/administration/evaluations.sql"), page, order, decode)
}

pub(crate) fn decode(row: &Row) -> Result<ListedEvaluation> {
    Ok(ListedEvaluation {
        id: row.try_get("id")?,
        dataset_name: row.try_get("dataset_name")?,
        dataset_version: row.try_get("dataset_version")?,
        total_cases: row.try_get("total_cases")?,
        passed_cases: row.try_get("passed_cases")?,
        avg_score: row.try_get("avg_score")?,
        avg_latency_ms: row.try_get("avg_latency_ms")?,
        figures: row.try_get("figures")?,
        started_at: row.try_get("started_at")?,
        finished_at: row.try_get("finished_at")?,
        created_at: row.try_get("created_at")?,
    })
}
