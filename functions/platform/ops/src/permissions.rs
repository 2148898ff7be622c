//! `GET /api/v1/ops/permissions`: everything that a role may be allowed.

use axum::extract::State as Extract;
use sisuiq_accounts_db::staff_permissions;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Staff;

use crate::State;
use crate::permission::PermissionOut;

/// List permissions
///
/// All permissions, by module.
#[utoipa::path(
    get,
    path = "/api/v1/ops/permissions",
    tag = "staff",
    responses((status = 200, body = Vec<PermissionOut>), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(_caller: Staff, Extract(state): Extract<State>) -> Result<Json<Vec<PermissionOut>>> {
    let found = staff_permissions::list(&state.database.connection().await?).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}
