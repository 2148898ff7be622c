//! `DELETE /api/admin/groups/{id}/members/{user_id}`: removes an account from a group.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{account_group_members, account_groups, audit_records::AuditEvent};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AuditAction;

use super::MemberIn;
use crate::State;

/// Remove a member from a group
///
/// A user who saw a document only through this group loses access to it once this returns.
#[utoipa::path(
    delete,
    path = "/api/admin/groups/{id}/members/{user_id}",
    tag = "admin",
    params(MemberIn),
    responses(
        (status = 204, description = "The account is no longer a member"), BadRequest, Unauthorized, Forbidden, NotFound,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(MemberIn { id, user_id }): Path<MemberIn>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    account_groups::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("group"))?;
    if !account_group_members::delete(&transaction, id, user_id).await? {
        return Err(Problem::not_found("member"));
    }
    let event = AuditEvent::done(AuditAction::RemoveGroupMember).to(id).with("member", user_id.to_string());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
