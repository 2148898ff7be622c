//! Runs of questions whose answers were measured.

use crate::administration::{ListedEvaluation, decode_evaluation};
use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{EvaluationId, UserId};

/// A run to be stored.
#[derive(Debug)]
pub struct NewEvaluation<'a> {
    /// Its id.
    pub id: EvaluationId,
    /// Name of the question set.
    pub dataset_name: &'a str,
    /// Version of the question set.
    pub dataset_version: &'a str,
    /// Questions.
    pub total_cases: i32,
    /// Those whose answer passed.
    pub passed_cases: i32,
    /// The mean score of answers, 0 to 1.
    pub avg_score: f64,
    /// The mean time of answers in milliseconds.
    pub avg_latency_ms: f64,
    /// Figures over all answers.
    pub figures: &'a Value,
    /// Each question with its answer.
    pub results: &'a Value,
    /// Time of the first question.
    pub started_at: Timestamp,
    /// Time of the last answer.
    pub finished_at: Timestamp,
    /// Now.
    pub created_at: Timestamp,
    /// The account that stores it.
    pub created_by: UserId,
}

/// A run with its answers.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The run.
    pub listed: ListedEvaluation,
    /// Each question with its answer.
    pub results: Value,
}

/// Stores a run; `false` when one of the same question set, version and start is stored already.
pub async fn insert(client: &impl GenericClient, new: &NewEvaluation<'_>) -> Result<bool> {
    let parameters: query::Parameters<'_> = &[
        &new.id,
        &new.dataset_name,
        &new.dataset_version,
        &new.total_cases,
        &new.passed_cases,
        &new.avg_score,
        &new.avg_latency_ms,
        new.figures,
        new.results,
        &new.started_at,
        &new.finished_at,
        &new.created_at,
        &new.created_by,
    ];
    let sql = include_str!("../queries/evaluations/insert.sql");
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Reads a stored run.
pub async fn find(client: &impl GenericClient, id: EvaluationId) -> Result<Option<Evaluation>> {
    query::optional(client, include_str!("../queries/evaluations/find.sql"), &[&id], |row| {
        Ok(Evaluation { listed: decode_evaluation(row)?, results: row.try_get("results")? })
    })
    .await
}
