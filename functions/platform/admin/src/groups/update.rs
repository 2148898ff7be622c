//! `PATCH /api/admin/groups/{id}`: renames a group.

use axum::extract::State as Extract;
use sisuiq_accounts_db::{account_groups, audit_records::AuditEvent};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccountGroupId, AuditAction};

use super::{AdminGroupOut, GroupIn};
use crate::State;

/// Rename a group
///
/// Members and shares stay as they are.
#[utoipa::path(
    patch,
    path = "/api/admin/groups/{id}",
    tag = "admin",
    request_body = GroupIn,
    params(("id" = AccountGroupId, Path, description = "The group")),
    responses(
        (status = 200, body = AdminGroupOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<AccountGroupId>,
    Json(input): Json<GroupIn>,
) -> Result<Json<AdminGroupOut>> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let former = account_groups::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("group"))?;
    if former != input.name() {
        if !account_groups::rename(&transaction, id, input.name(), now).await? {
            return Err(Problem::conflict("there is already a group with this name"));
        }
        let event = AuditEvent::done(AuditAction::UpdateGroup).to(id);
        let event = event.with("name", input.name()).with("former_name", former);
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    let group = account_groups::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("group"))?;
    transaction.commit().await?;
    Ok(Json(group.into()))
}
