//! `PUT /api/v1/ops/users/{id}/role`: changes a staff member's role.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::staff::Changes;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::{StaffId, StaffRoleId};
use utoipa::ToSchema;

use crate::State;
use crate::member::StaffOut;
use crate::member_change::change;

/// The new role.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct RoleIn {
    /// The role; its level must not be above the caller's own.
    role_id: StaffRoleId,
}

/// Change a staff member's role
///
/// Changes the role of a staff member. It applies from their next request on. Only `super_admin` changes the role of
/// staff members at the caller's level, and no caller that of staff members with permissions that the caller lacks.
/// Requires `staff.edit`.
#[utoipa::path(
    put,
    path = "/api/v1/ops/users/{id}/role",
    tag = "staff",
    params(("id" = StaffId, Path, description = "The staff member")),
    request_body = RoleIn,
    responses(
        (status = 200, body = StaffOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn role(
    caller: Staff<permits::StaffEdit>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffId>,
    Json(input): Json<RoleIn>,
) -> Result<Json<StaffOut>> {
    let changes = Changes { role: Some(input.role_id), ..Changes::default() };
    change(&state, &caller, &caller.rights, id, &changes).await
}
