//! Accounts as administrators manage them.

use crate::model::User;
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AccountStatus, UserId, UserRole};
use tokio_postgres::Row;

/// An account with the state of its credentials.
#[derive(Clone, Debug)]
pub struct ManagedAccount {
    /// The account.
    pub user: User,
    /// Whether its owner can log in.
    pub status: AccountStatus,
    /// Time of the last invitation.
    pub invited_at: Option<Timestamp>,
    /// `true` if its owner has confirmed the e-mail address.
    pub is_verified: bool,
    /// `true` if logging in asks for a code.
    pub has_second_factor: bool,
    /// `true` if it has a customer profile.
    pub is_customer: bool,
    /// The display name of its role as a member of staff.
    pub staff_role: Option<String>,
    /// Number of its active login sessions.
    pub login_sessions: i64,
    /// Number of its valid API keys.
    pub api_keys: i64,
}

/// The parts of an account that administrators change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Manageable {
    /// The name shown to people.
    pub name: String,
    /// Role.
    pub role: UserRole,
    /// `true` if it is not deactivated.
    pub is_active: bool,
}

/// An account. Its sessions and keys are those that are valid at `now`.
pub async fn find(client: &impl GenericClient, id: UserId, now: Timestamp) -> Result<Option<ManagedAccount>> {
    query::optional(client, include_str!("../queries/managed_accounts/find.sql"), &[&id, &now], decode).await
}

/// Locks an account until the transaction ends. `None` when there is no such account.
pub async fn hold(client: &impl GenericClient, id: UserId) -> Result<Option<Manageable>> {
    query::optional(client, include_str!("../queries/managed_accounts/hold.sql"), &[&id], |row| {
        Ok(Manageable { name: row.try_get("name")?, role: row.try_get("role")?, is_active: row.try_get("is_active")? })
    })
    .await
}

/// The administrators who can log in, locked until the transaction ends, so that two of them cannot remove each other.
pub async fn hold_administrators(client: &impl GenericClient) -> Result<Vec<UserId>> {
    let sql = include_str!("../queries/managed_accounts/hold_administrators.sql");
    query::all(client, sql, &[], |row| Ok(row.try_get("id")?)).await
}

/// Changes the name and the role of an account that is [locked](hold).
pub async fn update(client: &impl GenericClient, id: UserId, name: &str, role: UserRole, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/managed_accounts/update.sql");
    query::exactly("managed_accounts/update", 1, query::execute(client, sql, &[&id, &name, &role, &now]).await?)
}

/// Lets the owner of a deactivated account log in again; `false` when it is not deactivated.
pub async fn reopen(client: &impl GenericClient, id: UserId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/managed_accounts/reopen.sql");
    Ok(query::execute(client, sql, &[&id, &now]).await? == 1)
}

fn decode(row: &Row) -> Result<ManagedAccount> {
    Ok(ManagedAccount {
        user: User::decode(row)?,
        status: row.try_get("status")?,
        invited_at: row.try_get("invited_at")?,
        is_verified: row.try_get("is_verified")?,
        has_second_factor: row.try_get("has_second_factor")?,
        is_customer: row.try_get("is_customer")?,
        staff_role: row.try_get("staff_role")?,
        login_sessions: row.try_get("login_sessions")?,
        api_keys: row.try_get("api_keys")?,
    })
}
