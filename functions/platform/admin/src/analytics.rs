//! `GET /api/admin/analytics`: what was computed of tables.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_admin_db::administration::{self, ListedSnapshot, SnapshotFilters};
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DatasetId, SnapshotOrder};
use utoipa::{IntoParams, ToSchema};

use crate::State;
use crate::lists::{Asked, next, pattern};

/// Filters of the list of tables, combined with AND.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct SnapshotsIn {
    /// Only those whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "outages")]
    q: Option<String>,
    /// The sort order; newest first by default.
    #[param(inline, value_type = Option<SnapshotOrder>)]
    sort: Option<String>,
}

/// The analytics of a table.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "summary": { "row_count": 1674, "saidi": 6.2 } }))]
pub(crate) struct SnapshotRowOut {
    /// Its id.
    id: DatasetId,
    /// The table's name.
    #[schema(example = "demo_outages")]
    dataset_name: String,
    /// The number of rows without the header, if counted.
    #[schema(example = 1_674)]
    row_count: Option<i64>,
    /// The storage path of its file.
    #[schema(example = "data/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.csv")]
    file_path: Option<String>,
    /// When its upload was created.
    created_at: Timestamp,
    /// The figures.
    #[schema(value_type = Object)]
    summary: Value,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct SnapshotRowsOut {
    /// The tables.
    data: Vec<SnapshotRowOut>,
    /// The total number of items.
    #[schema(example = 1)]
    count: i64,
}

/// List table analytics
///
/// The ready tables that the caller may see, with their figures, newest first by default.
#[utoipa::path(
    get,
    path = "/api/admin/analytics",
    tag = "admin",
    params(SnapshotsIn, CursorPaging),
    responses(
        (
            status = 200, body = SnapshotRowsOut,
            headers(("link" = String, description = "The next page in the default order, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::TablesManage>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, paging): Paged<SnapshotsIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let mut asked = Asked::default();
    let filters = SnapshotFilters { pattern: pattern(input.q.as_deref()) };
    let newest = SnapshotOrder::Newest;
    let page = asked.page(input.sort.as_deref(), newest, paging);
    asked.check()?;
    let connection = state.database.connection().await?;
    let found = administration::snapshots(&caller.id, &filters, &page).read(&connection).await?;
    let last = found.rows.last().map(|snapshot| (snapshot.created_at, snapshot.id));
    let next = next(&uri, &page, newest, found.rows.len(), last);
    let data = found.rows.into_iter().map(SnapshotRowOut::from).collect();
    Ok((AppendHeaders(next), Json(SnapshotRowsOut { data, count: found.count })))
}

impl From<ListedSnapshot> for SnapshotRowOut {
    fn from(ListedSnapshot { id, dataset_name, file_path, created_at, payload }: ListedSnapshot) -> Self {
        let row_count = payload.get("row_count").and_then(Value::as_i64);
        Self { id, dataset_name, row_count, file_path, created_at, summary: payload }
    }
}
