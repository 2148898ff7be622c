//! Roles of staff.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::StaffRoleId;
use tokio_postgres::Row;

/// A role. Staff cannot grant a role whose level is above their own.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffRole {
    /// Its id.
    pub id: StaffRoleId,
    /// Its name for programs; unique.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// Description.
    pub description: String,
    /// Level, from 1 to 100.
    pub level: i32,
    /// `true` if it can be granted and gives rights.
    pub is_active: bool,
}

/// Changes to a role; fields that are `None` stay as they are.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// Its name for people.
    pub display_name: Option<&'a str>,
    /// Description.
    pub description: Option<&'a str>,
    /// Level.
    pub level: Option<i32>,
    /// `true` if it gives rights.
    pub is_active: Option<bool>,
}

impl Changes<'_> {
    /// Names of the fields that are set.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let all = [
            ("display_name", self.display_name.is_some()),
            ("description", self.description.is_some()),
            ("level", self.level.is_some()),
            ("is_active", self.is_active.is_some()),
        ];
        all.into_iter().filter_map(|(name, is_changed)| is_changed.then_some(name)).collect()
    }
}

/// All roles, or only the active or only the inactive ones, by level and name.
pub async fn list(client: &impl GenericClient, is_active: Option<bool>) -> Result<Vec<StaffRole>> {
    query::all(client, include_str!("../queries/staff_roles/list.sql"), &[&is_active], decode).await
}

/// The role of this id.
pub async fn find(client: &impl GenericClient, id: StaffRoleId) -> Result<Option<StaffRole>> {
    query::optional(client, include_str!("../queries/staff_roles/find.sql"), &[&id], decode).await
}

/// The role of this id, locked until the transaction ends. Changes of a role and of its permissions take this lock first.
pub async fn hold(client: &impl GenericClient, id: StaffRoleId) -> Result<Option<StaffRole>> {
    query::optional(client, include_str!("../queries/staff_roles/hold.sql"), &[&id], decode).await
}

/// The role of this name.
pub async fn find_by_name(client: &impl GenericClient, name: &str) -> Result<Option<StaffRole>> {
    query::optional(client, include_str!("../queries/staff_roles/find_by_name.sql"), &[&name], decode).await
}

/// Makes a role. A name that is taken is a [`Constraint`](sisuiq_db::DatabaseError::Constraint) of the index
/// `staff_roles_name_key`.
pub async fn insert(
    client: &impl GenericClient,
    name: &str,
    display_name: &str,
    description: &str,
    level: i32,
) -> Result<StaffRole> {
    let sql = include_str!("../queries/staff_roles/insert.sql");
    query::one(client, sql, &[&name, &display_name, &description, &level], decode).await
}

/// Changes a role that is not above `highest`; none when there is no such role.
pub async fn update(
    client: &impl GenericClient,
    id: StaffRoleId,
    changes: &Changes<'_>,
    highest: i32,
) -> Result<Option<StaffRole>> {
    let Changes { display_name, description, level, is_active } = changes;
    let sql = include_str!("../queries/staff_roles/update.sql");
    query::optional(client, sql, &[&id, display_name, description, level, is_active, &highest], decode).await
}

pub(crate) fn decode(row: &Row) -> Result<StaffRole> {
    Ok(StaffRole {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        display_name: row.try_get("display_name")?,
        description: row.try_get("description")?,
        level: row.try_get("level")?,
        is_active: row.try_get("is_active")?,
    })
}
