//! `GET /api/admin/groups/{id}/members`: the accounts of a group.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::{
    account_group_members::{self, GroupMember},
    account_groups,
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Paging, Path, Problem, Query, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccountGroupId, AccountStatus, UserId, UserRole};
use utoipa::ToSchema;

use crate::State;

/// An account in a group.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupMemberOut {
    user_id: UserId,
    /// The e-mail address of the account.
    #[schema(example = "grace@example.com")]
    email: String,
    /// The name of the account.
    #[schema(example = "Grace Akello")]
    name: String,
    role: UserRole,
    status: AccountStatus,
    /// When it became a member.
    created_at: Timestamp,
}

/// One page of the members.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupMembersOut {
    /// The members.
    data: Vec<GroupMemberOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List members of a group
///
/// The accounts of a group, by name.
#[utoipa::path(
    get,
    path = "/api/admin/groups/{id}/members",
    tag = "admin",
    params(("id" = AccountGroupId, Path, description = "The group"), Paging),
    responses(
        (status = 200, body = GroupMembersOut), BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<AccountGroupId>,
    Query(paging): Query<Paging>,
) -> Result<Json<GroupMembersOut>> {
    let connection = state.database.connection().await?;
    if account_groups::find(&connection, id).await?.is_none() {
        return Err(Problem::not_found("group"));
    }
    let (found, count) = account_group_members::list(&connection, id, paging.limit, paging.offset).await?;
    Ok(Json(GroupMembersOut { data: found.into_iter().map(GroupMemberOut::from).collect(), count }))
}

impl From<GroupMember> for GroupMemberOut {
    fn from(member: GroupMember) -> Self {
        let GroupMember { user, email, name, role, status, created_at } = member;
        Self { user_id: user, email, name, role, status, created_at }
    }
}
