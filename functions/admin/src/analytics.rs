//! `GET /api/admin/analytics`: what was computed of tables.

use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_db::{
    AnalyticsSnapshotId, DocumentStatus, Visibility,
    analytics_snapshots::{self, AnalyticsSnapshot},
};
use sisuiq_http::{Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::Admin;
use tokio::try_join;
use utoipa::{IntoParams, ToSchema};

/// Which part of the list.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct SnapshotsIn {
    /// At most so many, 1 to 100.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: i64,
    /// After so many.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    offset: i64,
}

const fn usual() -> i64 {
    50
}

/// What was computed of a table.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "summary": { "row_count": 1674, "saidi": 6.2 } }))]
pub(crate) struct SnapshotRowOut {
    /// Its id.
    id: AnalyticsSnapshotId,
    /// What the table is called.
    #[schema(example = "demo_outages")]
    dataset_name: String,
    /// Rows without the header, where they were counted.
    #[schema(example = 1_674)]
    row_count: Option<i64>,
    /// Where its file is stored.
    #[schema(example = "data/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.csv")]
    file_path: Option<String>,
    /// When its upload was asked for.
    created_at: Timestamp,
    /// The figures.
    #[schema(value_type = Object)]
    summary: Value,
}

/// A part of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct SnapshotRowsOut {
    /// The tables, newest first.
    data: Vec<SnapshotRowOut>,
    /// How many there are in all.
    #[schema(example = 1)]
    count: i64,
}

/// List figures of tables
///
/// The tables that the caller may see and that are ready, with their figures, newest first.
#[utoipa::path(
    get,
    path = "/api/admin/analytics",
    tag = "admin",
    params(SnapshotsIn),
    responses((status = 200, body = SnapshotRowsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: Admin,
    Extract(state): Extract<State>,
    Query(input): Query<SnapshotsIn>,
) -> Result<Json<SnapshotRowsOut>> {
    let connection = state.database.connection().await?;
    let seen_by = Visibility::of(caller.id, caller.role);
    let (found, count) = try_join!(
        analytics_snapshots::list_ready_visible(&connection, seen_by, (input.limit, input.offset)),
        analytics_snapshots::count_visible(&connection, seen_by, Some(DocumentStatus::Ready)),
    )?;
    Ok(Json(SnapshotRowsOut { data: found.into_iter().map(SnapshotRowOut::from).collect(), count }))
}

impl From<AnalyticsSnapshot> for SnapshotRowOut {
    fn from(snapshot: AnalyticsSnapshot) -> Self {
        let AnalyticsSnapshot { id, dataset_name, file_path, created_at, payload, .. } = snapshot;
        let row_count = payload.get("row_count").and_then(Value::as_i64);
        Self { id, dataset_name, row_count, file_path, created_at, summary: payload }
    }
}
