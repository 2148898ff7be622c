//! `POST /api/admin/evaluations`: stores an evaluation run.

use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_admin_db::evaluations::{self, NewEvaluation};
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable, UnsupportedMediaType,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, EvaluationId};
use utoipa::ToSchema;

use super::{EvaluationCase, EvaluationFigure};
use crate::State;

/// An evaluation run, as `cargo dev evaluate` sends it.
#[derive(Deserialize, ToSchema, Validate)]
#[schema(example = json!({
    "dataset_name": "demo", "dataset_version": "3", "started_at": "2026-11-22T09:00:00Z", "finished_at": "2026-11-22T09:01:12Z",
    "figures": [{ "name": "recall@8", "value": 0.983, "low": 0.922, "high": 0.997, "count": 88 }],
    "results": [{
        "id": "strat-001", "mode": "strategy_qa", "category": "strategy",
        "query": "Which line carries 31 percent of all energy?",
        "answer": "The Harbour to Millbrook line. [1]", "passed": true, "score": 0.94, "abstained": false, "citations": 1,
        "latency_ms": 84.0
    }]
}))]
pub(crate) struct EvaluationIn {
    /// The name of the question set.
    #[garde(length(chars, min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    dataset_name: String,
    /// The version of the question set.
    #[garde(length(chars, min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    dataset_version: String,
    /// When the first question was asked.
    #[garde(skip)]
    #[schema(value_type = String, format = DateTime, max_length = 40)]
    started_at: Timestamp,
    /// When the last answer arrived.
    #[garde(skip)]
    #[schema(value_type = String, format = DateTime, max_length = 40)]
    finished_at: Timestamp,
    /// The figures over all answers, at most 100.
    #[garde(length(max = 100), dive)]
    #[schema(max_items = 100)]
    figures: Vec<EvaluationFigure>,
    /// Each question with its answer, at most 1,000.
    #[garde(length(min = 1, max = 1_000), dive)]
    #[schema(min_items = 1, max_items = 1_000)]
    results: Vec<EvaluationCase>,
}

/// A stored evaluation run.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvaluationKeptOut {
    id: EvaluationId,
}

/// Store an evaluation
///
/// Stores an evaluation run so that runs can be compared. A run is identified by its dataset, its version and its start
/// time, and is stored once.
#[utoipa::path(
    post,
    path = "/api/admin/evaluations",
    tag = "admin",
    request_body = EvaluationIn,
    responses(
        (status = 201, body = EvaluationKeptOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge,
        UnsupportedMediaType, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::QualityWrite>,
    Extract(state): Extract<State>,
    Json(input): Json<EvaluationIn>,
) -> Result<(StatusCode, Json<EvaluationKeptOut>)> {
    if input.finished_at < input.started_at {
        return Err(Problem::unprocessable(vec![FieldError::new("finished_at", "must not be before started_at")]));
    }
    let EvaluationIn { dataset_name, dataset_version, started_at, finished_at, figures, results } = input;
    let passed = results.iter().filter(|case| case.passed).count();
    let mean = |of: fn(&EvaluationCase) -> f64| mean(results.iter().map(of));
    let new = NewEvaluation {
        id: EvaluationId(state.clock.uuid_v7()),
        dataset_name: &dataset_name,
        dataset_version: &dataset_version,
        total_cases: whole(results.len()),
        passed_cases: whole(passed),
        avg_score: mean(|case| case.score),
        avg_latency_ms: mean(|case| case.latency_ms),
        figures: &value(&figures)?,
        results: &value(&results)?,
        started_at,
        finished_at,
        created_at: state.clock.now(),
        created_by: caller.id,
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !evaluations::insert(&transaction, &new).await? {
        return Err(Problem::conflict("this run is already stored"));
    }
    state
        .identity
        .record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::AddEvaluation).to(new.id))
        .await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(EvaluationKeptOut { id: new.id })))
}

fn value(of: &impl Serialize) -> Result<Value> {
    serde_json::to_value(of).map_err(Problem::internal)
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX).max(1);
    values.sum::<f64>() / f64::from(count)
}

fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
