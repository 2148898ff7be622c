//! `GET /api/admin/users/{id}`: one account.

use axum::extract::State as Extract;
use sisuiq_accounts_db::{account_group_members, managed_accounts};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::UserId;
use tokio::try_join;

use super::managed::ManagedUserOut;
use crate::State;

/// Get an account
///
/// An account with the state of its credentials.
#[utoipa::path(
    get,
    path = "/api/admin/users/{id}",
    tag = "admin",
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 200, body = ManagedUserOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<UserId>,
) -> Result<Json<ManagedUserOut>> {
    let connection = state.database.connection().await?;
    let (found, groups) = try_join!(
        managed_accounts::find(&connection, id, state.clock.now()),
        account_group_members::groups_of(&connection, id),
    )?;
    Ok(Json(ManagedUserOut::new(found.ok_or_else(|| Problem::not_found("account"))?, groups)))
}
