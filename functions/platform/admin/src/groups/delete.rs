//! `DELETE /api/admin/groups/{id}`: deletes a group.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{account_groups, audit_records::AuditEvent};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccountGroupId, AuditAction};

use crate::State;

/// Delete a group
///
/// The accounts stay. Users who saw a document only through this group lose access to it once this returns.
#[utoipa::path(
    delete,
    path = "/api/admin/groups/{id}",
    tag = "admin",
    params(("id" = AccountGroupId, Path, description = "The group")),
    responses(
        (status = 204, description = "The group is deleted"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<AccountGroupId>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let name = account_groups::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("group"))?;
    account_groups::delete(&transaction, id).await?;
    let event = AuditEvent::done(AuditAction::DeleteGroup).to(id).with("name", name);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
