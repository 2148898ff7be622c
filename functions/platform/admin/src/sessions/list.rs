//! `GET /api/admin/sessions`: everybody's conversations.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_admin_db::administration::{self, SessionFilters};
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatMode, ChatSessionOrder, UserId};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::session::AdminSessionOut;
use crate::State;
use crate::lists::{Asked, next, pattern};

/// Filters of the list of conversations, combined with AND.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AdminSessionsIn {
    /// Only conversations that were started in this mode.
    #[param(value_type = Option<ChatMode>)]
    mode: Option<String>,
    /// Only conversations of this account.
    #[param(value_type = Option<UserId>)]
    user_id: Option<Uuid>,
    /// Only conversations whose title contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "outage")]
    q: Option<String>,
    /// Only conversations started at this time or later.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-11-01T00:00:00Z")]
    from: Option<Timestamp>,
    /// Only conversations started before this time.
    #[param(value_type = Option<String>, format = DateTime, max_length = 40, example = "2026-12-01T00:00:00Z")]
    until: Option<Timestamp>,
    /// The sort order; newest first by default.
    #[param(inline, value_type = Option<ChatSessionOrder>)]
    sort: Option<String>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminSessionsOut {
    /// The conversations.
    data: Vec<AdminSessionOut>,
    /// The total number of items.
    #[schema(example = 3, minimum = 0)]
    count: i64,
}

/// List all conversations
///
/// Conversations with their owner and length, newest first by default.
#[utoipa::path(
    get,
    path = "/api/admin/sessions",
    tag = "admin",
    params(AdminSessionsIn, CursorPaging),
    responses(
        (
            status = 200, body = AdminSessionsOut,
            headers(("link" = String, description = "The next page in the default order, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::ConversationsRead>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, paging): Paged<AdminSessionsIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let mut asked = Asked::default();
    let filters = SessionFilters {
        id: None,
        mode: asked.named("mode", input.mode.as_deref()),
        user: input.user_id.map(UserId),
        pattern: pattern(input.q.as_deref()),
        from: input.from,
        until: input.until,
    };
    let newest = ChatSessionOrder::Newest;
    let page = asked.page(input.sort.as_deref(), newest, paging);
    asked.check()?;
    let connection = state.database.connection().await?;
    let found = administration::sessions(&filters, &page).read(&connection).await?;
    let last = found.rows.last().map(|session| (session.created_at, session.id));
    let next = next(&uri, &page, newest, found.rows.len(), last);
    let data = found.rows.into_iter().map(AdminSessionOut::from).collect();
    Ok((AppendHeaders(next), Json(AdminSessionsOut { data, count: found.count })))
}
