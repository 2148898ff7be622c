//! `PUT /api/admin/groups/{id}/members/{user_id}`: adds an account to a group.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{account_group_members, account_groups, audit_records::AuditEvent};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AuditAction;

use super::MemberIn;
use crate::State;

/// Add a member to a group
///
/// The account sees what is shared with the group, from its next request on; guests see it once they have a role. Adding
/// twice has no further effect.
#[utoipa::path(
    put,
    path = "/api/admin/groups/{id}/members/{user_id}",
    tag = "admin",
    params(MemberIn),
    responses(
        (status = 204, description = "The account is a member"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn put(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(MemberIn { id, user_id }): Path<MemberIn>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    account_groups::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("group"))?;
    let is_new = account_group_members::insert(&transaction, id, user_id, state.clock.now()).await?;
    if is_new.ok_or_else(|| Problem::not_found("account"))? {
        let event = AuditEvent::done(AuditAction::AddGroupMember).to(id).with("member", user_id.to_string());
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
