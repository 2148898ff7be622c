//! `GET /api/v1/knowledge/screen/batch`: the batches that the caller may see.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use http::Uri;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_http::{
    Cursor, CursorPaging, Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{Capability, Page, ScreeningBatchId, ScreeningBatchStatus, UserId};
use sisuiq_sanctions_db::screening_batches::{self, Batch};
use utoipa::ToSchema;

use super::read::{BatchRowsOut, ScreeningBatchErrorOut};
use crate::State;

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScreeningBatchesOut {
    /// The batches, newest first.
    data: Vec<ListedScreeningBatchOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// A batch, without what it was compared with and the rows that are wrong.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedScreeningBatchOut {
    id: ScreeningBatchId,
    status: ScreeningBatchStatus,
    /// The name of the file.
    #[schema(example = "customers.csv")]
    file_name: String,
    /// The account that asked; null if it was erased.
    requested_by: Option<UserId>,
    rows: BatchRowsOut,
    /// Alerts that were opened.
    #[schema(example = 3, minimum = 0)]
    alerts_opened: i32,
    /// Why the batch failed; null if it did not.
    error: Option<ScreeningBatchErrorOut>,
    /// When it was created.
    created_at: Timestamp,
    /// When it ended.
    finished_at: Option<Timestamp>,
    /// When it is deleted, with its results.
    expires_at: Timestamp,
}

/// List batches
///
/// Newest first. Those who read alerts see all batches, others their own.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/screen/batch",
    tag = "screening",
    params(CursorPaging),
    responses(
        (
            status = 200, body = ScreeningBatchesOut,
            headers(("link" = String, description = "The next page, unless this is the last one")),
            links(("batch" = (
                operation_id = "get_v1_knowledge_screen_batch_id",
                parameters(("id" = "$response.body#/data/0/id"))
            )))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::ScreeningsRead>,
    Extract(state): Extract<State>,
    uri: Uri,
    Query(CursorPaging { limit, offset, cursor }): Query<CursorPaging>,
) -> Result<impl IntoResponse> {
    let now = state.clock.now();
    let requested_by = (!caller.role.has(Capability::AlertsRead)).then_some(caller.id);
    let page = Page { order: (), limit, offset, after: cursor.map(|cursor| (cursor.at, cursor.id)) };
    let connection = state.database.connection().await?;
    let found = screening_batches::list(&now, requested_by.as_ref(), &page).read(&connection).await?;
    drop(connection);
    let last = found.rows.last().filter(|_| usize::try_from(limit) == Ok(found.rows.len()));
    let next = last.and_then(|last| Cursor { at: last.created_at, id: last.id }.link(&uri));
    let data = found.rows.into_iter().map(ListedScreeningBatchOut::from).collect();
    Ok((AppendHeaders(next), Json(ScreeningBatchesOut { data, count: found.count })))
}

impl From<Batch> for ListedScreeningBatchOut {
    fn from(batch: Batch) -> Self {
        Self {
            id: batch.id,
            status: batch.status,
            file_name: batch.file_name,
            requested_by: batch.requested_by,
            rows: batch.rows.into(),
            alerts_opened: batch.alerts_opened,
            error: batch.error.map(|(code, text)| ScreeningBatchErrorOut { code, text }),
            created_at: batch.created_at,
            finished_at: batch.finished_at,
            expires_at: batch.expires_at,
        }
    }
}
