//! `GET /api/admin/users`: all accounts.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_admin_db::administration::{self, ListedUser, UserFilters};
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccountStatus, UserId, UserOrder, UserRole};
use utoipa::{IntoParams, ToSchema};

use crate::State;
use crate::lists::{Asked, next, pattern};

/// Filters of the list of accounts, combined with AND.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct UsersIn {
    /// Only accounts with this role.
    #[param(value_type = Option<UserRole>)]
    role: Option<String>,
    /// Only accounts with this status.
    #[param(value_type = Option<AccountStatus>)]
    status: Option<String>,
    /// Only accounts whose address or name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "demo@")]
    q: Option<String>,
    /// The sort order; newest first by default.
    #[param(inline, value_type = Option<UserOrder>)]
    sort: Option<String>,
}

/// An account, as administrators see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminUserOut {
    id: UserId,
    /// The e-mail address to log in with.
    #[schema(example = "demo@sisuiq.com")]
    email: String,
    /// The display name.
    #[schema(example = "Demo Admin")]
    name: String,
    role: UserRole,
    /// When it was created.
    created_at: Timestamp,
    status: AccountStatus,
    /// The number of conversations.
    #[schema(example = 3, minimum = 0)]
    session_count: i64,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminUsersOut {
    /// The accounts.
    data: Vec<AdminUserOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List accounts
///
/// All accounts, deactivated ones too, with their number of conversations, newest first by default.
#[utoipa::path(
    get,
    path = "/api/admin/users",
    tag = "admin",
    params(UsersIn, CursorPaging),
    responses(
        (
            status = 200, body = AdminUsersOut,
            headers(("link" = String, description = "The next page in the default order, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, paging): Paged<UsersIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let mut asked = Asked::default();
    let filters = UserFilters {
        role: asked.named("role", input.role.as_deref()),
        status: asked.named("status", input.status.as_deref()),
        pattern: pattern(input.q.as_deref()),
    };
    let newest = UserOrder::Newest;
    let page = asked.page(input.sort.as_deref(), newest, paging);
    asked.check()?;
    let connection = state.database.connection().await?;
    let found = administration::users(&filters, &page).read(&connection).await?;
    let last = found.rows.last().map(|user| (user.created_at, user.id));
    let next = next(&uri, &page, newest, found.rows.len(), last);
    let data = found.rows.into_iter().map(AdminUserOut::from).collect();
    Ok((AppendHeaders(next), Json(AdminUsersOut { data, count: found.count })))
}

impl From<ListedUser> for AdminUserOut {
    fn from(user: ListedUser) -> Self {
        let ListedUser { id, email, name, role, status, created_at, session_count } = user;
        Self { id, email, name, role, created_at, status, session_count }
    }
}
