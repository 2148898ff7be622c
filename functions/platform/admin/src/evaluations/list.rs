//! `GET /api/admin/evaluations`: runs, the newest first.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use serde::{Deserialize, Serialize};
use sisuiq_admin_db::administration;
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::EvaluationOrder;
use utoipa::{IntoParams, ToSchema};

use super::run::EvaluationOut;
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
/// Evaluation runs with their figures, newest first by default.
#[utoipa::path(
    get,
    path = "/api/admin/evaluations",
    tag = "admin",
    params(EvaluationsIn, CursorPaging),
    responses(
        (
            status = 200, body = EvaluationsOut,
            headers(("link" = String, description = "The next page in the default order, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::QualityRead>,
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
    let next = next(&uri, &page, newest, found.rows.len(), last);
    let data = found.rows.into_iter().map(EvaluationOut::from).collect();
    Ok((AppendHeaders(next), Json(EvaluationsOut { data, count: found.count })))
}
