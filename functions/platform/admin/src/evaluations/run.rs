//! An evaluation run as the API shows it.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_admin_db::administration::ListedEvaluation;
use sisuiq_model::EvaluationId;
use utoipa::ToSchema;

use super::EvaluationFigure;

/// An evaluation run.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvaluationOut {
    id: EvaluationId,
    /// The name of the question set.
    #[schema(example = "demo")]
    dataset_name: String,
    /// The version of the question set.
    #[schema(example = "3")]
    dataset_version: String,
    /// The number of questions.
    #[schema(example = 120, minimum = 1)]
    total_cases: i32,
    /// The number of questions whose answer passed.
    #[schema(example = 112, minimum = 0)]
    passed_cases: i32,
    /// The share of passed questions, 0 to 1.
    #[schema(example = 0.933, minimum = 0, maximum = 1)]
    pass_rate: f64,
    /// The mean score of answers, 0 to 1.
    #[schema(example = 0.871, minimum = 0, maximum = 1)]
    avg_score: f64,
    /// The mean duration of answers in milliseconds.
    #[schema(example = 92.4, minimum = 0)]
    avg_latency_ms: f64,
    /// The figures over all answers.
    #[schema(value_type = Vec<EvaluationFigure>)]
    figures: Value,
    /// When the first question was asked.
    started_at: Timestamp,
    /// When the last answer arrived.
    finished_at: Timestamp,
    /// When the run was stored.
    created_at: Timestamp,
}

impl From<ListedEvaluation> for EvaluationOut {
    fn from(run: ListedEvaluation) -> Self {
        Self {
            id: run.id,
            pass_rate: f64::from(run.passed_cases) / f64::from(run.total_cases.max(1)),
            dataset_name: run.dataset_name,
            dataset_version: run.dataset_version,
            total_cases: run.total_cases,
            passed_cases: run.passed_cases,
            avg_score: run.avg_score,
            avg_latency_ms: run.avg_latency_ms,
            figures: run.figures,
            started_at: run.started_at,
            finished_at: run.finished_at,
            created_at: run.created_at,
        }
    }
}
