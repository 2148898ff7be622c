//! `PUT /api/v1/ops/roles/{id}`: what a role is called and how high it is.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    staff_roles::{self, Changes},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::{AuditAction, StaffRoleId};
use utoipa::ToSchema;

use crate::State;
use crate::member::{OWNER, RoleOut, covers, is_owner};

/// The changes; absent fields stay unchanged.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct RoleUpdateIn {
    #[garde(inner(length(chars, min = 1, max = 100)))]
    #[schema(min_length = 1, max_length = 100, example = "Night Shift")]
    display_name: Option<String>,
    #[garde(inner(length(chars, max = 500)))]
    #[schema(max_length = 500, example = "Answers what comes at night")]
    description: Option<String>,
    /// The level, at most the caller's own.
    #[garde(inner(range(min = 1, max = 100)))]
    #[schema(minimum = 1, maximum = 100, example = 55)]
    level: Option<i32>,
    /// True if the role is active. An inactive role grants no permissions and cannot be assigned.
    is_active: Option<bool>,
}

/// Update a role
///
/// Updates a role that is not above the caller's own. The caller's own role and `super_admin` cannot be deactivated and
/// keep their level; only `super_admin` weakens other roles at the caller's level. A role that is weakened or
/// reactivated may only have permissions that the caller has. Requires `roles.manage`.
#[utoipa::path(
    put,
    path = "/api/v1/ops/roles/{id}",
    tag = "staff",
    params(("id" = StaffRoleId, Path, description = "The role")),
    request_body = RoleUpdateIn,
    responses(
        (status = 200, body = RoleOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: Staff<permits::RolesManage>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffRoleId>,
    Json(input): Json<RoleUpdateIn>,
) -> Result<Json<RoleOut>> {
    let highest = caller.rights.level;
    if input.level.is_some_and(|level| level > highest) {
        return Err(Problem::forbidden().detail("you cannot raise a role above your own"));
    }
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let missing = || Problem::not_found("role");
    let found = staff_roles::hold(&transaction, id).await?.ok_or_else(missing)?;
    if found.level > highest {
        return Err(Problem::forbidden().detail("you cannot change a role above your own"));
    }
    let weakens = input.is_active == Some(false) || input.level.is_some_and(|level| level < found.level);
    if found.name == OWNER && weakens {
        return Err(Problem::conflict("at least one active super_admin has to remain"));
    }
    let is_own = caller.rights.role.as_deref() == Some(found.name.as_str());
    if is_own && weakens {
        return Err(Problem::conflict("you cannot weaken your own role"));
    }
    if weakens && found.level == highest && !is_owner(&caller.rights) {
        return Err(Problem::forbidden().detail("you cannot weaken a role at your own level"));
    }
    let comes_back = input.is_active == Some(true) && !found.is_active;
    if (comes_back || weakens) && !covers(&transaction, &caller.rights, id).await? {
        return Err(
            Problem::forbidden().detail("you cannot reactivate or weaken a role with permissions that you do not have")
        );
    }
    let changes = Changes {
        display_name: input.display_name.as_deref(),
        description: input.description.as_deref(),
        level: input.level,
        is_active: input.is_active,
    };
    let updated = staff_roles::update(&transaction, id, &changes, highest).await?.ok_or_else(missing)?;
    if updated != found {
        state.identity.record(&transaction, &caller.actor, &event(id, &changes)).await?;
    }
    transaction.commit().await?;
    Ok(Json(updated.into()))
}

fn event(id: StaffRoleId, changes: &Changes<'_>) -> AuditEvent {
    let mut event = AuditEvent::done(AuditAction::UpdateRole).to(id).with("fields", changes.names());
    if let Some(level) = changes.level {
        event = event.with("level", level);
    }
    if let Some(is_active) = changes.is_active {
        event = event.with("is_active", is_active);
    }
    event
}
