//! `DELETE /api/ingest/data/{id}`: gone from this moment, cleaned up in the background.

use crate::{State, deletion::hide};
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AnalyticsSnapshotId;

/// Delete a table
///
/// The table cannot be found or used in answers any more once this returns. Owners delete their own tables,
/// administrators also those for everyone.
#[utoipa::path(
    delete,
    path = "/api/ingest/data/{id}",
    tag = "tables",
    params(("id" = AnalyticsSnapshotId, Path, description = "The table")),
    responses((status = 204, description = "Deleted"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::TablesWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<AnalyticsSnapshotId>,
) -> Result<StatusCode> {
    if !hide(&state, &caller, id).await? {
        return Err(Problem::not_found("table"));
    }
    Ok(StatusCode::NO_CONTENT)
}
