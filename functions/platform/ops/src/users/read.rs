//! `GET /api/v1/ops/users/{id}`: one staff member.

use axum::extract::State as Extract;
use sisuiq_accounts_db::staff;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::StaffId;

use crate::State;
use crate::member::StaffOut;

/// Get a staff member
///
/// One staff member. Requires `staff.view`.
#[utoipa::path(
    get,
    path = "/api/v1/ops/users/{id}",
    tag = "staff",
    params(("id" = StaffId, Path, description = "The staff member")),
    responses(
        (status = 200, body = StaffOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: Staff<permits::StaffView>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffId>,
) -> Result<Json<StaffOut>> {
    let found = staff::find(&state.database.connection().await?, id).await?;
    found.map(|member| Json(member.into())).ok_or_else(|| Problem::not_found("staff member"))
}
