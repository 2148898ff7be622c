//! Accounts whose owners have not set a password yet.

use crate::model::User;
use crate::users::NewUser;
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::UserId;

/// An invitation that can be accepted.
#[derive(Debug)]
pub struct Invitation {
    /// The invited account.
    pub user: User,
    /// Time of expiry.
    pub expires_at: Timestamp,
}

/// The acceptance of an invitation.
#[derive(Debug)]
pub struct Acceptance<'a> {
    /// The token's SHA-256.
    pub hash: &'a [u8],
    /// The Argon2id hash of the password in PHC form.
    pub password_hash: &'a str,
    /// The name shown to people.
    pub name: &'a str,
    /// Time of the acceptance.
    pub at: Timestamp,
}

/// Makes an account for an invited person; `false` when the address is taken.
pub async fn insert(client: &impl GenericClient, new: &NewUser<'_>, by: UserId) -> Result<bool> {
    let sql = include_str!("../queries/invitations/insert.sql");
    let parameters: query::Parameters<'_> =
        &[&new.id, &new.email, &new.name, &new.password_hash, &new.role, &new.created_at, &by];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Notes that a person is invited again and invalidates the tokens sent so far; `false` when the account is closed, or its
/// owner has set a password.
pub async fn renew(client: &impl GenericClient, id: UserId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/invitations/renew.sql");
    Ok(query::execute(client, sql, &[&id, &now]).await? == 1)
}

/// The invitation of a token, if it can be accepted.
pub async fn find(client: &impl GenericClient, hash: &[u8], now: Timestamp) -> Result<Option<Invitation>> {
    query::optional(client, include_str!("../queries/invitations/find.sql"), &[&hash, &now], |row| {
        Ok(Invitation { user: User::decode(row)?, expires_at: row.try_get("expires_at")? })
    })
    .await
}

/// Sets the first password of an invited account, verifies its address and uses up its tokens, in one statement. `false` when the
/// token is no longer valid. The account has to be [locked](crate::users::hold).
pub async fn accept(client: &impl GenericClient, acceptance: &Acceptance<'_>) -> Result<bool> {
    let Acceptance { hash, password_hash, name, at } = acceptance;
    let sql = include_str!("../queries/invitations/accept.sql");
    Ok(query::execute(client, sql, &[hash, at, password_hash, name]).await? == 1)
}
