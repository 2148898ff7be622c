//! Permissions of staff roles.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{PermissionId, StaffRoleId};
use tokio_postgres::Row;

/// A permission.
#[derive(Clone, Debug)]
pub struct StaffPermission {
    /// Its id.
    pub id: PermissionId,
    /// Its name for programs, such as `bookings.view`.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// Description of the permitted action.
    pub description: String,
    /// The part of the product.
    pub module: String,
    /// The action.
    pub action: String,
}

/// All permissions, by module.
pub async fn list(client: &impl GenericClient) -> Result<Vec<StaffPermission>> {
    query::all(client, include_str!("../queries/staff_permissions/list.sql"), &[], decode).await
}

/// The permissions of a role, by module.
pub async fn list_of_role(client: &impl GenericClient, role: StaffRoleId) -> Result<Vec<StaffPermission>> {
    query::all(client, include_str!("../queries/staff_permissions/list_of_role.sql"), &[&role], decode).await
}

/// Gives a role exactly these permissions; unknown ids are ignored.
pub async fn grant(client: &impl GenericClient, role: StaffRoleId, permissions: &[PermissionId]) -> Result<()> {
    let sql = include_str!("../queries/staff_permissions/grant.sql");
    query::execute(client, sql, &[&role, &permissions]).await?;
    Ok(())
}

fn decode(row: &Row) -> Result<StaffPermission> {
    Ok(StaffPermission {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        display_name: row.try_get("display_name")?,
        description: row.try_get("description")?,
        module: row.try_get("module")?,
        action: row.try_get("action")?,
    })
}
