//! `GET /api/v1/sources/{id}/runs`: the runs of a source.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use serde::{Deserialize, Serialize};
use sisuiq_http::{
    BadRequest, Cursor, CursorPaging, FieldError, Forbidden, Json, NotFound, Paged, Path, Problem, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{Page, RunStatus, SourceId, UnknownName};
use sisuiq_sanctions_db::{source_runs, sources};
use utoipa::{IntoParams, ToSchema};

use super::SourceRunOut;
use crate::State;

/// Filters of the list of runs.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct SourceRunsIn {
    /// Only runs with this status.
    #[garde(skip)]
    #[param(value_type = Option<RunStatus>)]
    status: Option<String>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct SourceRunsOut {
    /// The runs, newest first.
    data: Vec<SourceRunOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List the runs of a source
///
/// Newest first, with what each of them found.
#[utoipa::path(
    get,
    path = "/api/v1/sources/{id}/runs",
    tag = "sources",
    params(("id" = SourceId, Path, description = "The source"), SourceRunsIn, CursorPaging),
    responses(
        (
            status = 200, body = SourceRunsOut,
            headers(("link" = String, description = "The next page, unless this is the last one")),
            links(("run" = (
                operation_id = "get_v1_sources_runs_run_id",
                parameters(("run_id" = "$response.body#/data/0/id"))
            )))
        ),
        BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::SourcesRead>,
    Extract(state): Extract<State>,
    Path(id): Path<SourceId>,
    uri: Uri,
    Paged(SourceRunsIn { status }, CursorPaging { limit, offset, cursor }): Paged<SourceRunsIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let status: Option<RunStatus> = status
        .map(|name| name.parse())
        .transpose()
        .map_err(|unknown: UnknownName| Problem::unprocessable(vec![FieldError::new("status", unknown.to_string())]))?;
    let page = Page { order: (), limit, offset, after: cursor.map(|cursor| (cursor.at, cursor.id)) };
    let connection = state.database.connection().await?;
    let found = source_runs::list(&id, status.as_ref(), &page).read(&connection).await?;
    if found.count == 0 && sources::find(&connection, id).await?.is_none() {
        return Err(Problem::not_found("source"));
    }
    drop(connection);
    let last = found.rows.last().filter(|_| usize::try_from(limit) == Ok(found.rows.len()));
    let next = last.and_then(|last| Cursor { at: last.created_at, id: last.id }.link(&uri));
    let data = found.rows.into_iter().map(SourceRunOut::from).collect();
    Ok((AppendHeaders(next), Json(SourceRunsOut { data, count: found.count })))
}
