//! Members of staff as the API shows them, and what all changes to them have in common.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use sisuiq_accounts_db::{
    admissions::StaffRights,
    staff::{self, StaffMember},
    staff_permissions::{self, StaffPermission},
    staff_roles::{self, StaffRole},
};
use sisuiq_db::{DatabaseError, GenericClient};
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_model::{StaffId, StaffRoleId};
use utoipa::ToSchema;

/// The role with all permissions: at least one staff member always has it.
pub(crate) const OWNER: &str = "super_admin";

/// A staff member.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffOut {
    id: StaffId,
    #[schema(example = "grace@example.com")]
    email: String,
    #[schema(example = "+256772123456")]
    mobile: Option<String>,
    #[schema(example = "Grace")]
    first_name: String,
    #[schema(example = "Okello")]
    last_name: Option<String>,
    #[schema(example = "EMP002")]
    employee_id: String,
    #[schema(example = "Operations")]
    department: Option<String>,
    is_active: bool,
    /// True if they are approved; without approval they cannot log in.
    is_verified: bool,
    date_of_leaving: Option<Date>,
    role: Option<RoleOut>,
    created_at: Timestamp,
}

/// A staff role.
#[derive(Serialize, ToSchema)]
pub(crate) struct RoleOut {
    id: StaffRoleId,
    #[schema(example = "ops_lead")]
    name: String,
    #[schema(example = "Operations Lead")]
    display_name: String,
    #[schema(example = "Leads the shift")]
    description: String,
    /// The level, 1 to 100: callers cannot grant a role above their own.
    #[schema(example = 70)]
    level: i32,
    is_active: bool,
}

impl From<StaffMember> for StaffOut {
    fn from(member: StaffMember) -> Self {
        Self {
            id: member.id,
            email: member.email,
            mobile: member.mobile,
            first_name: member.first_name,
            last_name: member.last_name,
            employee_id: member.employee_id,
            department: member.department,
            is_active: member.is_active,
            is_verified: member.is_verified,
            date_of_leaving: member.date_of_leaving,
            role: member.role.map(Into::into),
            created_at: member.created_at,
        }
    }
}

impl From<StaffRole> for RoleOut {
    fn from(role: StaffRole) -> Self {
        let StaffRole { id, name, display_name, description, level, is_active } = role;
        Self { id, name, display_name, description, level, is_active }
    }
}

/// 400 with the field named.
pub(crate) fn wrong(field: &str, detail: &str) -> Problem {
    Problem::bad_request(detail).errors(vec![FieldError::new(field, detail)])
}

/// 400 for a taken address, number or employee id. Other errors stay as they are.
pub(crate) fn taken(error: DatabaseError) -> Problem {
    let known = [
        ("users_email_key", "email", "Email already registered"),
        ("users_mobile_key", "mobile", "Mobile number already registered"),
        ("staff_profiles_employee_id_key", "employee_id", "Employee ID already exists"),
    ];
    let found = known.iter().find(|(constraint, ..)| error.is_constraint(constraint));
    found.map_or_else(|| error.into(), |(_, field, detail)| wrong(field, detail))
}

/// The role, if a caller with these rights may grant it: it is active, not above their own, and has no permissions that they
/// lack. Only an owner grants the owner's role.
pub(crate) async fn grantable(
    client: &impl GenericClient,
    role: StaffRoleId,
    rights: &StaffRights,
) -> Result<StaffRole> {
    let found = staff_roles::find(client, role).await?.filter(|found| found.is_active);
    let found = found.ok_or_else(|| wrong("role_id", "Invalid role"))?;
    if found.level > rights.level {
        return Err(Problem::forbidden().detail("you cannot grant a role above your own"));
    }
    if found.name == OWNER && !is_owner(rights) {
        return Err(Problem::forbidden().detail("only a super_admin can grant this role"));
    }
    if !covers(client, rights, role).await? {
        return Err(Problem::forbidden().detail("you cannot grant a role with permissions that you do not have"));
    }
    Ok(found)
}

/// Returns whether somebody with these rights may do all that this role may do, or could if it were active.
pub(crate) async fn covers(client: &impl GenericClient, rights: &StaffRights, role: StaffRoleId) -> Result<bool> {
    let permissions = staff_permissions::list_of_role(client, role).await?;
    Ok(permissions.iter().all(|permission| may(rights, permission)))
}

/// Returns whether somebody with these rights may do all that this member's role may do. `true` for a member without a role.
pub(crate) async fn covers_member(
    client: &impl GenericClient,
    rights: &StaffRights,
    member: &StaffMember,
) -> Result<bool> {
    match &member.role {
        Some(role) => covers(client, rights, role.id).await,
        None => Ok(true),
    }
}

/// Returns whether these are the rights of the owner's role.
pub(crate) fn is_owner(rights: &StaffRights) -> bool {
    rights.role.as_deref() == Some(OWNER)
}

/// Returns whether the caller has this permission themselves.
pub(crate) fn may(rights: &StaffRights, permission: &StaffPermission) -> bool {
    rights.permissions.iter().any(|has| has.as_str() == permission.name)
}

/// The staff member with this id, locked until the transaction ends, if a caller of this level may change them.
pub(crate) async fn changeable(client: &impl GenericClient, id: StaffId, level: i32) -> Result<StaffMember> {
    let missing = || Problem::not_found("staff member");
    if !staff::hold(client, id).await? {
        return Err(missing());
    }
    let member = staff::find(client, id).await?.ok_or_else(missing)?;
    if member.role.as_ref().is_some_and(|role| role.level > level) {
        return Err(Problem::forbidden().detail("you cannot change a staff member whose role is above your own"));
    }
    Ok(member)
}

/// Refuses a change that would leave no active owner. Concurrent changes of owners wait until the transaction ends.
pub(crate) async fn leaves_an_owner(client: &impl GenericClient, member: &StaffMember) -> Result<()> {
    let is_owner = member.role.as_ref().is_some_and(|role| role.name == OWNER);
    if is_owner && staff::count_other_owners(client, member.id).await? == 0 {
        return Err(Problem::conflict("at least one active super_admin has to remain"));
    }
    Ok(())
}
