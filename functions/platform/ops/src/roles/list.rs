//! `GET /api/v1/ops/roles`: roles by level and name.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::staff_roles;
use sisuiq_http::{Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::Staff;
use utoipa::IntoParams;

use crate::State;
use crate::member::RoleOut;

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[garde(allow_unvalidated)]
pub(crate) struct RolesIn {
    /// Only active roles (true) or inactive roles (false).
    is_active: Option<bool>,
}

/// List roles
///
/// All roles, by level and name.
#[utoipa::path(
    get,
    path = "/api/v1/ops/roles",
    tag = "staff",
    params(RolesIn),
    responses((status = 200, body = Vec<RoleOut>), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: Staff,
    Extract(state): Extract<State>,
    Query(input): Query<RolesIn>,
) -> Result<Json<Vec<RoleOut>>> {
    let found = staff_roles::list(&state.database.connection().await?, input.is_active).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}
