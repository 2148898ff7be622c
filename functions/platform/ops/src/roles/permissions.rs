//! `PUT /api/v1/ops/roles/{id}/permissions`: what a role may do.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::Deed,
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
use crate::permissions::PermissionOut;

/// What a role may do.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct GrantIn {
    /// All that the role may do from now on; what is not named it may do no longer.
    #[garde(length(max = 200))]
    #[schema(max_items = 200, example = json!([4, 5]))]
    permission_ids: Vec<PermissionId>,
}

/// Say what a role may do
///
/// Says what a role may do, which counts from the next request of whoever has it. Nobody changes their own role, nobody changes
/// `super_admin`, and nobody adds or takes away what they may not do themselves; from a role as high as the caller's own only
/// `super_admin` takes anything. Needs `permissions.manage`.
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
        return Err(Problem::forbidden().detail("nobody changes a role above their own"));
    }
    if caller.rights.role.as_deref() == Some(role.name.as_str()) {
        return Err(Problem::conflict("nobody changes what their own role may do"));
    }
    if role.name == OWNER {
        return Err(Problem::conflict("somebody has to remain who can do everything"));
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
        return Err(Problem::forbidden().detail("nobody grants or takes away what they may not do themselves"));
    }
    if !taken.is_empty() && role.level == caller.rights.level && !is_owner(&caller.rights) {
        return Err(Problem::forbidden().detail("nobody weakens a role as high as their own"));
    }
    let names: Vec<&str> = granted.iter().map(|permission| permission.name.as_str()).collect();
    let deed = Deed::done(AuditAction::GrantPermissions).to(id).with("permissions", names);
    state.identity.record(&transaction, &caller.actor, &deed).await?;
    transaction.commit().await?;
    Ok(Json(granted.into_iter().map(Into::into).collect()))
}
