//! `GET /api/ingest/data/{id}`: one table and what was computed of it.

use crate::State;
use crate::snapshot::SnapshotOut;
use axum::extract::State as Extract;
use sisuiq_db::{AnalyticsSnapshotId, analytics_snapshots};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::User;

/// Read the figures of a table
///
/// One table that the caller may see: how far it has come, its figures once it is ready, and why it failed when it did.
#[utoipa::path(
    get,
    path = "/api/ingest/data/{id}",
    tag = "tables",
    params(("id" = AnalyticsSnapshotId, Path, description = "The table")),
    responses((status = 200, body = SnapshotOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User,
    Extract(state): Extract<State>,
    Path(id): Path<AnalyticsSnapshotId>,
) -> Result<Json<SnapshotOut>> {
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = analytics_snapshots::find_visible(&connection, seen_by, id).await?;
    found.map(|snapshot| Json(snapshot.into())).ok_or_else(|| Problem::not_found("table"))
}
