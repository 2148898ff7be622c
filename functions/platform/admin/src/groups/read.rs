//! `GET /api/admin/groups/{id}`: one group.

use axum::extract::State as Extract;
use sisuiq_accounts_db::account_groups;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AccountGroupId;

use super::AdminGroupOut;
use crate::State;

/// Get a group
///
/// A group of accounts, without its members.
#[utoipa::path(
    get,
    path = "/api/admin/groups/{id}",
    tag = "admin",
    params(("id" = AccountGroupId, Path, description = "The group")),
    responses(
        (status = 200, body = AdminGroupOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<AccountGroupId>,
) -> Result<Json<AdminGroupOut>> {
    let found = account_groups::find(&state.database.connection().await?, id).await?;
    Ok(Json(found.ok_or_else(|| Problem::not_found("group"))?.into()))
}
