//! The demo members of staff, one for each kind of work, with the demo user's password.

use crate::{Counts, SeedError, State, seed::get_or_create};
use secrecy::SecretString;
use sisuiq_accounts_db::{
    staff::{self, NewStaff},
    staff_roles,
};
use sisuiq_db::Transaction;
use sisuiq_model::UserId;

/// A member of staff that comes with the product.
struct DemoStaff {
    employee_id: &'static str,
    first_name: &'static str,
    email: &'static str,
    mobile: &'static str,
    role: &'static str,
    department: &'static str,
}

const fn demo(
    [employee_id, first_name]: [&'static str; 2],
    [email, mobile]: [&'static str; 2],
    [role, department]: [&'static str; 2],
) -> DemoStaff {
    DemoStaff { employee_id, first_name, email, mobile, role, department }
}

const ALL: [DemoStaff; 5] = [
    demo(["EMP001", "Asha"], ["emp001@sisuiq.com", "+919999999999"], ["super_admin", "Administration"]),
    demo(["EMP002", "Brian"], ["emp002@sisuiq.com", "+919999999998"], ["manager", "Operations"]),
    demo(["EMP003", "Clara"], ["emp003@sisuiq.com", "+919999999997"], ["ops_lead", "Operations"]),
    demo(["EMP004", "Daniel"], ["emp004@sisuiq.com", "+919999999996"], ["ops_staff", "Operations"]),
    demo(["EMP005", "Esther"], ["emp005@sisuiq.com", "+919999999995"], ["ops_staff", "Operations"]),
];

/// Creates the missing members. A member exists if somebody has the employee id, the address or the number.
pub(crate) async fn seed(
    state: &State,
    transaction: &Transaction<'_>,
    password: &SecretString,
    counts: &mut Counts,
) -> Result<(), SeedError> {
    for member in &ALL {
        let found = async {
            let is_taken = staff::is_taken(transaction, member.employee_id, member.email, member.mobile).await?;
            Ok(is_taken.then_some(()))
        };
        get_or_create(counts, found, insert(state, transaction, password, member)).await?;
    }
    Ok(())
}

async fn insert(
    state: &State,
    transaction: &Transaction<'_>,
    password: &SecretString,
    member: &DemoStaff,
) -> Result<(), SeedError> {
    let role = staff_roles::find_by_name(transaction, member.role).await?;
    let Some(role) = role else { return Err(SeedError::NoRole(member.role)) };
    let hash = state.passwords.hash(password.clone()).await?;
    let now = state.clock.now();
    let new = NewStaff {
        user: UserId(state.clock.uuid_v7()),
        email: member.email,
        name: member.first_name,
        password_hash: &hash,
        mobile: member.mobile,
        first_name: member.first_name,
        last_name: None,
        employee_id: member.employee_id,
        department: Some(member.department),
        role: role.id,
        approved: Some((now, None)),
        created_at: now,
    };
    staff::insert(transaction, &new).await?;
    Ok(())
}
