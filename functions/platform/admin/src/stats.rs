//! `GET /api/admin/stats`: how much there is of each kind.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_admin_db::row_counts::{self, RowCounts};
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Admin;
use utoipa::ToSchema;

use crate::State;

/// How much there is of each kind.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatsOut {
    /// Accounts, closed ones too.
    #[schema(example = 12, minimum = 0)]
    users: i64,
    /// Conversations.
    #[schema(example = 340, minimum = 0)]
    sessions: i64,
    /// Questions and answers, those too that others took the place of.
    #[schema(example = 1_820, minimum = 0)]
    messages: i64,
    /// Documents, also those that their owners keep to themselves.
    #[schema(example = 25, minimum = 0)]
    documents: i64,
    /// Passages of documents, of all versions.
    #[schema(example = 2_311, minimum = 0)]
    chunks: i64,
    /// Tables, also those that their owners keep to themselves.
    #[schema(example = 2, minimum = 0)]
    analytics_snapshots: i64,
}

/// Count everything
///
/// How many accounts, conversations, messages, documents, passages and tables there are.
#[utoipa::path(
    get,
    path = "/api/admin/stats",
    tag = "admin",
    responses((status = 200, body = StatsOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn stats(_caller: Admin, Extract(state): Extract<State>) -> Result<Json<StatsOut>> {
    let connection = state.database.connection().await?;
    let RowCounts { users, sessions, messages, documents, chunks, analytics_snapshots } =
        row_counts::of_everything(&connection).await?;
    Ok(Json(StatsOut { users, sessions, messages, documents, chunks, analytics_snapshots }))
}
