//! A permission as the API shows it.

use serde::Serialize;
use sisuiq_accounts_db::staff_permissions::StaffPermission;
use sisuiq_model::PermissionId;
use utoipa::ToSchema;

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

impl From<StaffPermission> for PermissionOut {
    fn from(permission: StaffPermission) -> Self {
        let StaffPermission { id, name, display_name, description, module, action } = permission;
        Self { id, name, display_name, description, module, action }
    }
}
