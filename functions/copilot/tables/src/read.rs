//! `GET /api/ingest/data/{id}`: one table and what was computed of it.

use crate::State;
use crate::snapshot::SnapshotOut;
use axum::extract::State as Extract;
use sisuiq_datasets_db::datasets;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DatasetId;

/// Get a table
///
/// One table that the caller may see: its processing status, its figures once it is ready, and the reason if it failed.
#[utoipa::path(
    get,
    path = "/api/ingest/data/{id}",
    tag = "tables",
    params(("id" = DatasetId, Path, description = "The table")),
    responses((status = 200, body = SnapshotOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    Path(id): Path<DatasetId>,
) -> Result<Json<SnapshotOut>> {
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = datasets::find_visible(&connection, seen_by, id).await?;
    found.map(|snapshot| Json(snapshot.into())).ok_or_else(|| Problem::not_found("table"))
}
