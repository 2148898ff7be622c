//! `PUT /api/v1/ops/users/{id}`: updates a staff member.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::staff::Changes;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Mobile, Staff, permits};
use sisuiq_model::{StaffId, StaffRoleId};
use utoipa::ToSchema;

use crate::State;
use crate::member::StaffOut;
use crate::member_change::change;

/// The changes; absent fields stay unchanged.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct StaffUpdateIn {
    #[garde(inner(length(chars, min = 1, max = 100)))]
    #[schema(min_length = 1, max_length = 100, example = "Grace")]
    first_name: Option<String>,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Okello")]
    last_name: Option<String>,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Operations")]
    department: Option<String>,
    /// The role; its level must not be above the caller's own.
    role_id: Option<StaffRoleId>,
    /// True if they are active. Deactivation ends their staff sessions. Reactivation requires that they have no
    /// permissions that the caller lacks.
    is_active: Option<bool>,
    #[garde(inner(length(chars, max = 254), email))]
    #[schema(max_length = 254, format = Email, example = "grace@example.com")]
    email: Option<String>,
    #[garde(inner(length(chars, min = 10, max = 15)))]
    #[schema(min_length = 10, max_length = 15, pattern = r"^\s*\+?[0-9 ().-]+$", example = "+256772123456")]
    mobile: Option<String>,
}

/// Update a staff member
///
/// Updates a staff member whose role is not above the caller's own. The role, the address, the number and a
/// reactivation can be changed only for staff members without permissions that the caller lacks; for those at the
/// caller's level, only `super_admin` changes the role and nobody changes the address or number. Messages ask the staff
/// member to verify a new address or number. The former address is notified of a new one. Requires `staff.edit`.
#[utoipa::path(
    put,
    path = "/api/v1/ops/users/{id}",
    tag = "staff",
    params(("id" = StaffId, Path, description = "The staff member")),
    request_body = StaffUpdateIn,
    responses(
        (status = 200, body = StaffOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: Staff<permits::StaffEdit>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffId>,
    Json(input): Json<StaffUpdateIn>,
) -> Result<Json<StaffOut>> {
    let mobile = input.mobile.as_deref().map(|written| Mobile::parse(written, state.identity.calling_code()));
    let mobile = mobile
        .transpose()
        .map_err(|fault| Problem::unprocessable(vec![FieldError::new("mobile", fault.to_string())]))?;
    let changes = Changes {
        first_name: input.first_name.as_deref(),
        last_name: input.last_name.as_deref(),
        department: input.department.as_deref(),
        role: input.role_id,
        is_active: input.is_active,
        email: input.email.as_deref(),
        mobile: mobile.as_ref().map(Mobile::as_str),
        date_of_leaving: None,
    };
    change(&state, &caller, &caller.rights, id, &changes).await
}
