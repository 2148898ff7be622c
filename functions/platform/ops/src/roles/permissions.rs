//! `PUT /api/v1/ops/roles/{id}/permissions`: what a role may do.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    staff_permissions::{self, StaffPermission},
    staff_roles,
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::{AuditAction, PermissionId, StaffRoleId};
use utoipa::ToSchema;

use crate::State;
use crate::member::{OWNER, is_owner, may, wrong};
use crate::permission::PermissionOut;

/// The permissions of a role.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct GrantIn {
    /// All permissions of the role from now on; others are removed.
    #[garde(length(max = 200))]
    #[schema(max_items = 200, example = json!([4, 5]))]
    permission_ids: Vec<PermissionId>,
}

/// Set a role's permissions
///
/// Replaces the permissions of a role. The change applies from the next request of each of its members. The caller's
/// own role and `super_admin` cannot be changed, and callers add or remove only permissions that they have themselves;
/// only `super_admin` removes permissions from a role at the caller's level. Requires `permissions.manage`.
#[utoipa::path(
    put,
    path = "/api/v1/ops/roles/{id}/permissions",
    tag = "staff",
    params(("id" = StaffRoleId, Path, description = "The role")),
    request_body = GrantIn,
    responses(
        (status = 200, body = Vec<PermissionOut>), BadRequest, Unauthorized, Forbidden, NotFound, Conflict,
        PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn grant(
    caller: Staff<permits::PermissionsManage>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffRoleId>,
    Json(input): Json<GrantIn>,
) -> Result<Json<Vec<PermissionOut>>> {
    let mut wanted = input.permission_ids;
    wanted.sort_unstable();
    wanted.dedup();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let role = staff_roles::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("role"))?;
    if role.level > caller.rights.level {
        return Err(Problem::forbidden().detail("you cannot change a role above your own"));
    }
    if caller.rights.role.as_deref() == Some(role.name.as_str()) {
        return Err(Problem::conflict("you cannot change the permissions of your own role"));
    }
    if role.name == OWNER {
        return Err(Problem::conflict("the permissions of super_admin cannot be changed"));
    }
    let had = staff_permissions::list_of_role(&transaction, id).await?;
    staff_permissions::grant(&transaction, id, &wanted).await?;
    let granted = staff_permissions::list_of_role(&transaction, id).await?;
    if granted.len() != wanted.len() {
        return Err(wrong("permission_ids", "Invalid permission"));
    }
    let is_in = |all: &[StaffPermission], one: &StaffPermission| all.iter().any(|other| other.id == one.id);
    let taken = had.iter().filter(|one| !is_in(&granted, one)).collect::<Vec<_>>();
    let mut changed = granted.iter().filter(|one| !is_in(&had, one)).chain(taken.iter().copied());
    if changed.any(|one| !may(&caller.rights, one)) {
        return Err(Problem::forbidden().detail("you cannot grant or remove permissions that you do not have"));
    }
    if !taken.is_empty() && role.level == caller.rights.level && !is_owner(&caller.rights) {
        return Err(Problem::forbidden().detail("you cannot weaken a role at your own level"));
    }
    let names: Vec<&str> = granted.iter().map(|permission| permission.name.as_str()).collect();
    let event = AuditEvent::done(AuditAction::GrantPermissions).to(id).with("permissions", names);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(Json(granted.into_iter().map(Into::into).collect()))
}
