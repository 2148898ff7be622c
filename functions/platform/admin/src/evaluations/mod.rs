//! `/api/admin/evaluations`: runs of questions whose answers were measured.

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;
mod run;

use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_model::ChatMode;
use utoipa::ToSchema;

/// A figure over all questions: a share or a mean.
#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
pub(crate) struct EvaluationFigure {
    /// The figure's name.
    #[garde(length(chars, min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "recall@8")]
    name: String,
    /// The figure.
    #[garde(range(min = 0.0, max = 1.0))]
    #[schema(example = 0.983, minimum = 0, maximum = 1)]
    value: f64,
    /// The lower bound of the 95 % confidence interval.
    #[garde(range(min = 0.0, max = 1.0))]
    #[schema(example = 0.922, minimum = 0, maximum = 1)]
    low: f64,
    /// The upper bound of the 95 % confidence interval.
    #[garde(range(min = 0.0, max = 1.0))]
    #[schema(example = 0.997, minimum = 0, maximum = 1)]
    high: f64,
    /// The number of questions or citations behind it.
    #[garde(range(max = 1_000_000))]
    #[schema(example = 88, minimum = 0, maximum = 1_000_000)]
    count: u32,
}

/// A question and its result.
#[derive(Debug, Deserialize, Serialize, ToSchema, Validate)]
#[schema(example = json!({
    "id": "strat-001", "mode": "strategy_qa", "category": "strategy",
    "query": "Which line carries 31 percent of all energy?",
    "answer": "The Harbour to Millbrook line. [1]", "passed": true, "score": 0.94, "abstained": false, "citations": 1,
    "latency_ms": 84.0
}))]
pub(crate) struct EvaluationCase {
    /// The question's id.
    #[garde(length(chars, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    id: String,
    /// The mode in which it was asked.
    #[garde(skip)]
    mode: ChatMode,
    /// The category of the question.
    #[garde(length(chars, max = 100))]
    #[schema(max_length = 100)]
    category: String,
    /// The question.
    #[garde(length(chars, max = 4_000))]
    #[schema(max_length = 4_000)]
    query: String,
    /// The beginning of the answer.
    #[garde(length(chars, max = 500))]
    #[schema(max_length = 500)]
    answer: String,
    /// True if the answer passed.
    #[garde(skip)]
    passed: bool,
    /// The score.
    #[garde(range(min = 0.0, max = 1.0))]
    #[schema(minimum = 0, maximum = 1)]
    score: f64,
    /// True if the answer declines.
    #[garde(skip)]
    abstained: bool,
    /// The number of citations.
    #[garde(range(max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    citations: u32,
    /// The time to answer, in milliseconds.
    #[garde(range(min = 0.0, max = 86_400_000.0))]
    #[schema(minimum = 0, maximum = 86_400_000)]
    latency_ms: f64,
}
