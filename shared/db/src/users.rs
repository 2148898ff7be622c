//! Accounts.

use crate::{GenericClient, Result, UserId, UserRole, query};
use jiff::Timestamp;
use secrecy::SecretString;
use tokio_postgres::Row;

/// An account as its owner may see it.
#[derive(Clone, Debug)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The address it logs in with.
    pub email: String,
    /// The name shown to people.
    pub name: String,
    /// What it may do.
    pub role: UserRole,
    /// Whether it may log in.
    pub is_active: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last logged in.
    pub last_login_at: Option<Timestamp>,
}

/// An account with the hash that a login is checked against.
#[derive(Debug)]
pub struct Login {
    /// The account.
    pub user: User,
    /// Its Argon2id hash in PHC form.
    pub password_hash: SecretString,
}

/// A new account.
#[derive(Debug)]
pub struct NewUser<'a> {
    /// Its id.
    pub id: UserId,
    /// The address it logs in with; unique without case.
    pub email: &'a str,
    /// The name shown to people.
    pub name: &'a str,
    /// Its Argon2id hash in PHC form.
    pub password_hash: &'a str,
    /// What it may do.
    pub role: UserRole,
    /// When it is made.
    pub created_at: Timestamp,
}

/// The account of this e-mail address, in any case.
pub async fn find_credentials_by_email(client: &impl GenericClient, email: &str) -> Result<Option<Login>> {
    query::optional(client, include_str!("../queries/users/find_credentials_by_email.sql"), &[&email], |row| {
        let password_hash: String = row.try_get("password_hash")?;
        Ok(Login { user: decode(row)?, password_hash: password_hash.into() })
    })
    .await
}

/// Makes the account; `false` when the address is taken.
pub async fn insert(client: &impl GenericClient, new: &NewUser<'_>) -> Result<bool> {
    let sql = include_str!("../queries/users/insert.sql");
    let parameters: query::Parameters<'_> =
        &[&new.id, &new.email, &new.name, &new.password_hash, &new.role, &new.created_at];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

pub(crate) fn decode(row: &Row) -> Result<User> {
    Ok(User {
        id: row.try_get("id")?,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: row.try_get("role")?,
        is_active: row.try_get("is_active")?,
        created_at: row.try_get("created_at")?,
        last_login_at: row.try_get("last_login_at")?,
    })
}
