//! `GET /api/admin/evaluations`: runs, the newest first.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_admin_db::administration::{self, ListedEvaluation};
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::Admin;
use sisuiq_model::{EvaluationId, EvaluationOrder};
use utoipa::{IntoParams, ToSchema};

use super::EvaluationFigure;
use crate::State;
use crate::lists::{Asked, next};

/// The page of the list.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct EvaluationsIn {
    /// The sort order; newest first by default.
    #[param(inline, value_type = Option<EvaluationOrder>)]
    sort: Option<String>,
}

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

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvaluationsOut {
    /// The runs.
    data: Vec<EvaluationOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List evaluations
///
/// Evaluation runs with their figures, newest first.
#[utoipa::path(
    get,
    path = "/api/admin/evaluations",
    tag = "admin",
    params(EvaluationsIn, CursorPaging),
    responses(
        (
            status = 200, body = EvaluationsOut,
            headers(("link" = String, description = "The next page, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: Admin,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, paging): Paged<EvaluationsIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let mut asked = Asked::default();
    let newest = EvaluationOrder::Newest;
    let page = asked.page(input.sort.as_deref(), newest, paging);
    asked.check()?;
    let connection = state.database.connection().await?;
    let found = administration::evaluations(&page).read(&connection).await?;
    let last = found.rows.last().map(|run| (run.created_at, run.id));
    let next = next(&uri, (&page, newest), found.rows.len(), last);
    let data = found.rows.into_iter().map(EvaluationOut::from).collect();
    Ok((AppendHeaders(next), Json(EvaluationsOut { data, count: found.count })))
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
