//! `GET /api/admin/evaluations/{id}`: a run with its answers.

use axum::extract::State as Extract;
use serde::Serialize;
use serde_json::Value;
use sisuiq_admin_db::evaluations;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::EvaluationId;
use utoipa::ToSchema;

use super::EvaluationCase;
use super::run::EvaluationOut;
use crate::State;

/// An evaluation run with its answers.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvaluationWithResultsOut {
    /// The run.
    #[serde(flatten)]
    run: EvaluationOut,
    /// Each question with its answer.
    #[schema(value_type = Vec<EvaluationCase>)]
    results: Value,
}

/// Get an evaluation
///
/// A run with each of its questions and the result.
#[utoipa::path(
    get,
    path = "/api/admin/evaluations/{id}",
    tag = "admin",
    params(("id" = EvaluationId, Path, description = "The evaluation run")),
    responses(
        (status = 200, body = EvaluationWithResultsOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::QualityRead>,
    Extract(state): Extract<State>,
    Path(id): Path<EvaluationId>,
) -> Result<Json<EvaluationWithResultsOut>> {
    let connection = state.database.connection().await?;
    let found = evaluations::find(&connection, id).await?.ok_or_else(|| Problem::not_found("evaluation"))?;
    Ok(Json(EvaluationWithResultsOut { run: found.listed.into(), results: found.results }))
}
