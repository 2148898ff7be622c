//! `GET /api/admin/groups`: all groups.

use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::account_groups;
use sisuiq_http::{Forbidden, Json, Paged, Paging, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use utoipa::{IntoParams, ToSchema};

use super::AdminGroupOut;
use crate::State;

/// Filters of the list of groups.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct AdminGroupsIn {
    /// Only groups whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    #[param(min_length = 1, max_length = 100, example = "grid")]
    q: Option<String>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminGroupsOut {
    /// The groups.
    data: Vec<AdminGroupOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List groups
///
/// All groups of accounts, by name.
#[utoipa::path(
    get,
    path = "/api/admin/groups",
    tag = "admin",
    params(AdminGroupsIn, Paging),
    responses(
        (status = 200, body = AdminGroupsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Paged(input, paging): Paged<AdminGroupsIn, Paging>,
) -> Result<Json<AdminGroupsOut>> {
    let connection = state.database.connection().await?;
    let (found, count) = account_groups::list(&connection, input.q.as_deref(), paging.limit, paging.offset).await?;
    Ok(Json(AdminGroupsOut { data: found.into_iter().map(AdminGroupOut::from).collect(), count }))
}
