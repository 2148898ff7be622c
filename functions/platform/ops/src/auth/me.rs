//! `GET /api/v1/ops/auth/me`: the caller's own staff profile and rights.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::staff;
use sisuiq_http::{Forbidden, Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Staff;
use sisuiq_model::Permission;
use utoipa::ToSchema;

use crate::State;
use crate::member::StaffOut;

/// A staff member with their permissions.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffMeOut {
    user: StaffOut,
    permissions: Vec<Permission>,
}

/// Get the caller and their permissions
///
/// The caller's staff profile and current permissions.
#[utoipa::path(
    get,
    path = "/api/v1/ops/auth/me",
    tag = "staff",
    responses((status = 200, body = StaffMeOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn me(caller: Staff, Extract(state): Extract<State>) -> Result<Json<StaffMeOut>> {
    let member = staff::find(&state.database.connection().await?, caller.rights.id).await?;
    let member = member.ok_or_else(|| Problem::not_found("staff member"))?;
    Ok(Json(StaffMeOut { user: member.into(), permissions: caller.rights.permissions.clone() }))
}
