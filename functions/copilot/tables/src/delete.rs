//! `DELETE /api/ingest/data/{id}`: gone from this moment, cleaned up in the background.

use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_datasets::{Deletion, hide};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DatasetId;

/// Delete a table
///
/// The table cannot be found or used in answers any more once this returns. Owners delete their own tables,
/// administrators also those for everyone.
#[utoipa::path(
    delete,
    path = "/api/ingest/data/{id}",
    tag = "tables",
    params(("id" = DatasetId, Path, description = "The table")),
    responses((status = 204, description = "Deleted"), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::TablesWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<DatasetId>,
) -> Result<StatusCode> {
    match hide(&state, &caller, id).await? {
        Deletion::Done => Ok(StatusCode::NO_CONTENT),
        Deletion::Unknown => Err(Problem::not_found("table")),
        Deletion::Used => Err(Problem::conflict("the table is in use: try again when the work on it has ended")),
    }
}
