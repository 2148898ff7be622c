//! `DELETE /api/v1/ops/users/{id}`: deactivates a staff member.

use axum::extract::State as Extract;
use jiff::tz::TimeZone;
use sisuiq_accounts_db::staff::Changes;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::StaffId;

use crate::State;
use crate::member::StaffOut;
use crate::member_change::change;

/// Deactivate a staff member
///
/// Deactivates a staff member from today (UTC) and ends their staff sessions. Their records stay. The last active
/// `super_admin` stays active (409), and a member whose role is above the caller's is refused (403). Repeating it sets
/// the date of leaving again. Requires `staff.delete`.
#[utoipa::path(
    delete,
    path = "/api/v1/ops/users/{id}",
    tag = "staff",
    params(("id" = StaffId, Path, description = "The staff member")),
    responses(
        (status = 200, body = StaffOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: Staff<permits::StaffDelete>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffId>,
) -> Result<Json<StaffOut>> {
    let today = state.clock.now().to_zoned(TimeZone::UTC).date();
    let changes = Changes { is_active: Some(false), date_of_leaving: Some(today), ..Changes::default() };
    change(&state, &caller, &caller.rights, id, &changes).await
}
