//! `GET /api/admin/stats`: totals of each kind of object.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_admin_db::row_counts::{self, RowCounts};
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use utoipa::ToSchema;

use crate::State;

/// Totals of each kind of object.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatsOut {
    /// The number of accounts, closed ones included.
    #[schema(example = 12, minimum = 0)]
    users: i64,
    /// The number of conversations.
    #[schema(example = 340, minimum = 0)]
    sessions: i64,
    /// The number of questions and answers, replaced ones included.
    #[schema(example = 1_820, minimum = 0)]
    messages: i64,
    /// The number of documents, private ones included.
    #[schema(example = 25, minimum = 0)]
    documents: i64,
    /// The number of passages over all versions.
    #[schema(example = 2_311, minimum = 0)]
    chunks: i64,
    /// The number of tables, private ones included.
    #[schema(example = 2, minimum = 0)]
    analytics_snapshots: i64,
}

/// Get totals
///
/// The number of accounts, conversations, messages, documents, passages and tables.
#[utoipa::path(
    get,
    path = "/api/admin/stats",
    tag = "admin",
    responses((status = 200, body = StatsOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn stats(
    _caller: User<capabilities::SystemManage>,
    Extract(state): Extract<State>,
) -> Result<Json<StatsOut>> {
    let connection = state.database.connection().await?;
    let RowCounts { users, sessions, messages, documents, chunks, analytics_snapshots } =
        row_counts::of_everything(&connection).await?;
    Ok(Json(StatsOut { users, sessions, messages, documents, chunks, analytics_snapshots }))
}
