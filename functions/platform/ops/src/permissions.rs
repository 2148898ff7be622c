//! `GET /api/v1/ops/permissions`: everything that a role may be allowed.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::staff_permissions::{self, StaffPermission};
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Staff;
use sisuiq_model::PermissionId;
use utoipa::ToSchema;

use crate::State;

/// A permission.
#[derive(Serialize, ToSchema)]
pub(crate) struct PermissionOut {
    id: PermissionId,
    #[schema(example = "bookings.view")]
    name: String,
    #[schema(example = "View bookings")]
    display_name: String,
    #[schema(example = "See all bookings")]
    description: String,
    #[schema(example = "bookings")]
    module: String,
    #[schema(example = "read")]
    action: String,
}

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

impl From<StaffPermission> for PermissionOut {
    fn from(permission: StaffPermission) -> Self {
        let StaffPermission { id, name, display_name, description, module, action } = permission;
        Self { id, name, display_name, description, module, action }
    }
}
