//! Members of staff: accounts with a staff profile.

use crate::{model::SessionEnd, staff_roles::StaffRole};
use jiff::{Timestamp, civil::Date};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{StaffId, StaffRoleId, UserId, UserRole};
use tokio_postgres::Row;

/// A member of staff.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffMember {
    /// The staff profile.
    pub id: StaffId,
    /// The account.
    pub user: UserId,
    /// Role of the account in the copilot.
    pub account_role: UserRole,
    /// The address they log in with.
    pub email: String,
    /// The number they log in with, in E.164 form.
    pub mobile: Option<String>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// The id they log in with.
    pub employee_id: String,
    /// Department.
    pub department: Option<String>,
    /// `true` if both the profile and the account are active.
    pub is_active: bool,
    /// `true` if they are approved.
    pub is_verified: bool,
    /// Date of leaving.
    pub date_of_leaving: Option<Date>,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Their role.
    pub role: Option<StaffRole>,
}

/// A new account with a staff profile.
#[derive(Debug)]
pub struct NewStaff<'a> {
    /// The account's id.
    pub user: UserId,
    /// The address; unique without case.
    pub email: &'a str,
    /// The name shown to people.
    pub name: &'a str,
    /// The Argon2id hash in PHC form.
    pub password_hash: &'a str,
    /// The number in E.164 form; unique.
    pub mobile: &'a str,
    /// First name.
    pub first_name: &'a str,
    /// Last name.
    pub last_name: Option<&'a str>,
    /// The id they log in with; unique without case.
    pub employee_id: &'a str,
    /// Department.
    pub department: Option<&'a str>,
    /// Their role.
    pub role: StaffRoleId,
    /// Time of approval and approver; unapproved staff cannot log in.
    pub approved: Option<(Timestamp, Option<StaffId>)>,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// Filters of the list of staff, and the part of it.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// Those with this role.
    pub role: Option<StaffRoleId>,
    /// Those of this department.
    pub department: Option<&'a str>,
    /// Those in service, or those that are not.
    pub is_active: Option<bool>,
    /// Number of rows to skip.
    pub skip: i64,
    /// Number of rows at most.
    pub limit: i64,
    /// Only staff that follow the one with this time of creation and id.
    pub after: Option<(Timestamp, StaffId)>,
}

/// Changes to a member of staff; fields that are `None` stay as they are.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// First name.
    pub first_name: Option<&'a str>,
    /// Last name.
    pub last_name: Option<&'a str>,
    /// Department.
    pub department: Option<&'a str>,
    /// Their role.
    pub role: Option<StaffRoleId>,
    /// `true` if they are active; inactive staff lose their `staff` sessions, active ones their date of leaving.
    pub is_active: Option<bool>,
    /// The address. A different one has to be verified again.
    pub email: Option<&'a str>,
    /// The number in E.164 form. A different one has to be verified again.
    pub mobile: Option<&'a str>,
    /// Date of leaving; ignored when `is_active` becomes `true`.
    pub date_of_leaving: Option<Date>,
}

impl Changes<'_> {
    /// Names of the fields that are set.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let all = [
            ("first_name", self.first_name.is_some()),
            ("last_name", self.last_name.is_some()),
            ("department", self.department.is_some()),
            ("role", self.role.is_some()),
            ("is_active", self.is_active.is_some()),
            ("email", self.email.is_some()),
            ("mobile", self.mobile.is_some()),
            ("date_of_leaving", self.date_of_leaving.is_some()),
        ];
        all.into_iter().filter_map(|(name, is_changed)| is_changed.then_some(name)).collect()
    }
}

/// Members of staff, the newest first.
pub async fn list(client: &impl GenericClient, filter: &Filter<'_>) -> Result<Vec<StaffMember>> {
    let Filter { role, department, is_active, skip, limit, after } = filter;
    let (added_at, id) = after.unzip();
    let sql = include_str!("../queries/staff/list.sql");
    query::all(client, sql, &[role, department, is_active, skip, limit, &added_at, &id], decode).await
}

/// The member of staff of this id.
pub async fn find(client: &impl GenericClient, id: StaffId) -> Result<Option<StaffMember>> {
    query::optional(client, include_str!("../queries/staff/find.sql"), &[&id], decode).await
}

/// The staff profile of an account.
pub async fn find_id(client: &impl GenericClient, user: UserId) -> Result<Option<StaffId>> {
    query::optional(client, include_str!("../queries/staff/find_id.sql"), &[&user], |row| Ok(row.try_get("id")?)).await
}

/// Returns whether this employee id, address or number is taken.
pub async fn is_taken(client: &impl GenericClient, employee_id: &str, email: &str, mobile: &str) -> Result<bool> {
    let sql = include_str!("../queries/staff/is_taken.sql");
    query::one(client, sql, &[&employee_id, &email, &mobile], |row| Ok(row.try_get(0)?)).await
}

/// Returns whether this account is an approved and active member of staff.
pub async fn is_admitted(client: &impl GenericClient, user: UserId) -> Result<bool> {
    query::one(client, include_str!("../queries/staff/is_admitted.sql"), &[&user], |row| Ok(row.try_get(0)?)).await
}

/// Locks a member of staff and their account until the transaction ends; `false` when there is none.
pub async fn hold(client: &impl GenericClient, id: StaffId) -> Result<bool> {
    let sql = include_str!("../queries/staff/hold.sql");
    let held: Option<StaffId> = query::optional(client, sql, &[&id], |row| Ok(row.try_get("id")?)).await?;
    Ok(held.is_some())
}

/// Counts the other approved and active staff with the role `super_admin`. It locks out concurrent calls until the transaction ends,
/// so that two owners cannot take the role from each other at the same time.
pub async fn count_other_owners(client: &impl GenericClient, id: StaffId) -> Result<i64> {
    hold_owners(client).await?;
    let sql = include_str!("../queries/staff/count_other_owners.sql");
    query::one(client, sql, &[&id], |row| Ok(row.try_get(0)?)).await
}

async fn hold_owners(client: &impl GenericClient) -> Result<()> {
    query::execute(client, include_str!("../queries/staff/hold_owners.sql"), &[]).await?;
    Ok(())
}

/// Makes an account with its staff profile. An address, number or employee id that is taken is a
/// [`Constraint`](sisuiq_db::DatabaseError::Constraint) of the index `users_email_key`, `users_mobile_key` or
/// `staff_profiles_employee_id_key`.
pub async fn insert(client: &impl GenericClient, new: &NewStaff<'_>) -> Result<StaffId> {
    let (approved_at, approved_by) = new.approved.unzip();
    let approved_by = approved_by.flatten();
    let parameters: query::Parameters<'_> = &[
        &new.user,
        &new.email,
        &new.name,
        &new.password_hash,
        &new.mobile,
        &new.created_at,
        &new.first_name,
        &new.last_name,
        &new.employee_id,
        &new.department,
        &new.role,
        &approved_at,
        &approved_by,
    ];
    query::one(client, include_str!("../queries/staff/insert.sql"), parameters, |row| Ok(row.try_get("id")?)).await
}

/// Changes a member of staff; the same constraints as for [`insert`].
pub async fn update(client: &impl GenericClient, id: StaffId, changes: &Changes<'_>, now: Timestamp) -> Result<()> {
    let Changes { first_name, last_name, department, role, is_active, email, mobile, date_of_leaving } = changes;
    let why = SessionEnd::Closed.as_str();
    let parameters: query::Parameters<'_> =
        &[&id, first_name, last_name, department, role, is_active, email, mobile, date_of_leaving, &now, &why];
    let touched = query::execute(client, include_str!("../queries/staff/update.sql"), parameters).await?;
    query::exactly("staff/update", 1, touched)
}

/// Approves a member of staff; `false` when they are approved already, or there is none.
pub async fn approve(client: &impl GenericClient, id: StaffId, by: StaffId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/staff/approve.sql");
    Ok(query::execute(client, sql, &[&id, &now, &by]).await? == 1)
}

fn decode(row: &Row) -> Result<StaffMember> {
    let role: Option<StaffRoleId> = row.try_get("id")?;
    let role = role.map(|id| -> Result<StaffRole> {
        Ok(StaffRole {
            id,
            name: row.try_get("name")?,
            display_name: row.try_get("display_name")?,
            description: row.try_get("description")?,
            level: row.try_get("level")?,
            is_active: row.try_get("role_is_active")?,
        })
    });
    Ok(StaffMember {
        id: row.try_get("staff_id")?,
        user: row.try_get("user_id")?,
        account_role: row.try_get("role")?,
        email: row.try_get("email")?,
        mobile: row.try_get("mobile")?,
        first_name: row.try_get("first_name")?,
        last_name: row.try_get("last_name")?,
        employee_id: row.try_get("employee_id")?,
        department: row.try_get("department")?,
        is_active: row.try_get("is_active")?,
        is_verified: row.try_get("is_verified")?,
        date_of_leaving: row.try_get("date_of_leaving")?,
        created_at: row.try_get("created_at")?,
        role: role.transpose()?,
    })
}
