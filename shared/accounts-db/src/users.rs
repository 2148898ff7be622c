//! Accounts.

use crate::model::{Confirmed, Counted, Quotas, SessionEnd};
pub use crate::model::{Identifier, User};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AuthSessionId, CustomerId, OutboxKind, OutboxMessageId, StaffId, UserId, UserRole};
use tokio_postgres::Row;

/// An account with the hash that a login is checked against.
#[derive(Debug)]
pub struct Login {
    /// The account.
    pub user: User,
    /// Its Argon2id hash in PHC form.
    pub password_hash: SecretString,
}

/// A login that is being tried, and how it is counted.
#[derive(Debug)]
pub struct Attempt<'a> {
    /// The claimed identity.
    pub identifier: &'a Identifier,
    /// The SHA-256 of the device cookie of an earlier login.
    pub device: Option<&'a [u8]>,
    /// Time of arrival.
    pub at: Timestamp,
    /// Names of the counters for a known device.
    pub known: &'a [String],
    /// Names of the counters for an unknown device.
    pub strange: &'a [String],
    /// The quotas of the first subject, then those of the second.
    pub quotas: &'a Quotas,
}

/// The account that a login claims to be.
#[derive(Debug)]
pub struct Candidate {
    /// The account with its hash.
    pub login: Login,
    /// Its customer profile.
    pub customer: Option<CustomerId>,
    /// Its staff profile.
    pub staff: Option<StaffId>,
    /// `true` if the staff profile is approved and active.
    pub staff_is_admitted: bool,
    /// Its authenticator, if logging in asks for a code.
    pub second_factor: Option<Confirmed>,
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
    /// Role.
    pub role: UserRole,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// The account of this e-mail address, in any case.
pub async fn find_credentials_by_email(client: &impl GenericClient, email: &str) -> Result<Option<Login>> {
    query::optional(client, include_str!("../queries/users/find_credentials_by_email.sql"), &[&email], decode_login)
        .await
}

/// Counts an attempt to log in and finds the account it claims to be, in one statement.
pub async fn find_login(client: &impl GenericClient, attempt: &Attempt<'_>) -> Result<(Counted, Option<Candidate>)> {
    let Attempt { identifier, device, at, known, strange, quotas } = attempt;
    let Quotas { subject_of, most, spans } = quotas;
    let (kind, text) = identifier.parts();
    let milliseconds = at.as_millisecond();
    let parameters: query::Parameters<'_> =
        &[&kind, &text, device, at, &milliseconds, known, strange, subject_of, most, spans];
    query::one(client, include_str!("../queries/users/find_login.sql"), parameters, decode_candidate).await
}

/// The hash of an account's password.
pub async fn find_password_hash(client: &impl GenericClient, id: UserId) -> Result<Option<SecretString>> {
    query::optional(client, include_str!("../queries/users/find_password_hash.sql"), &[&id], |row| {
        Ok(row.try_get::<_, String>("password_hash")?.into())
    })
    .await
}

/// Returns whether an account is a customer's or a member of staff's, approved or not: the rules for their passwords are stricter.
pub async fn is_of_marketplace(client: &impl GenericClient, id: UserId) -> Result<bool> {
    query::one(client, include_str!("../queries/users/is_of_marketplace.sql"), &[&id], |row| Ok(row.try_get(0)?)).await
}

/// The credentials of an account that is locked until the transaction ends.
#[derive(Debug)]
pub struct Held {
    /// The hash of its password.
    pub password_hash: SecretString,
    /// `true` if the account may log in.
    pub is_active: bool,
}

/// Locks the credentials of an account until the transaction ends: others can neither change them nor log in. `None` when there
/// is no such account.
pub async fn hold(client: &impl GenericClient, id: UserId) -> Result<Option<Held>> {
    query::optional(client, include_str!("../queries/users/hold.sql"), &[&id], |row| {
        let password_hash: String = row.try_get("password_hash")?;
        Ok(Held { password_hash: password_hash.into(), is_active: row.try_get("is_active")? })
    })
    .await
}

/// Another password for an account.
#[derive(Debug)]
pub struct PasswordChange<'a> {
    /// The hash of the password until now.
    pub old: &'a SecretString,
    /// The Argon2id hash of the new one in PHC form.
    pub new: &'a str,
    /// The session that goes on.
    pub kept: Option<AuthSessionId>,
    /// The message that notifies the owner.
    pub notice: OutboxMessageId,
    /// Time of the change.
    pub at: Timestamp,
}

/// Changes a password, ends all sessions of the account except one, and puts a message about it into the outbox, in one
/// statement; `false` when the password is no longer the old one. The account has to be [locked](hold), or a login under way goes
/// on.
pub async fn change_password(client: &impl GenericClient, id: UserId, change: &PasswordChange<'_>) -> Result<bool> {
    let PasswordChange { old, new, kept, notice, at } = change;
    let sql = include_str!("../queries/users/change_password.sql");
    let why = SessionEnd::FactorChanged.as_str();
    let parameters: query::Parameters<'_> =
        &[&id, &old.expose_secret(), new, kept, at, &why, notice, &OutboxKind::PasswordChanged];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// The name by which an account logs in beside its address.
pub async fn find_username(client: &impl GenericClient, id: UserId) -> Result<Option<String>> {
    let sql = include_str!("../queries/users/find_username.sql");
    Ok(query::optional(client, sql, &[&id], |row| Ok(row.try_get("username")?)).await?.flatten())
}

/// The result of another name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Renaming {
    /// The account has the name from now on.
    Done,
    /// It had the name.
    Unchanged,
    /// The account is a customer's, whose name consists of the first and last name of the customer profile.
    Customer,
}

/// Gives an account another name, unless it is a customer's.
pub async fn rename(client: &impl GenericClient, id: UserId, name: &str, now: Timestamp) -> Result<Renaming> {
    let sql = include_str!("../queries/users/rename.sql");
    query::one(client, sql, &[&id, &name, &now], |row| {
        Ok(match (row.try_get("is_customer")?, row.try_get("is_renamed")?) {
            (true, _) => Renaming::Customer,
            (false, true) => Renaming::Done,
            (false, false) => Renaming::Unchanged,
        })
    })
    .await
}

/// The object key of an account's picture.
pub async fn find_avatar(client: &impl GenericClient, id: UserId) -> Result<Option<String>> {
    let sql = include_str!("../queries/users/find_avatar.sql");
    Ok(query::optional(client, sql, &[&id], |row| Ok(row.try_get("avatar_key")?)).await?.flatten())
}

/// Replaces or removes an account's picture and returns the object key of the previous one.
pub async fn replace_avatar(
    client: &impl GenericClient,
    id: UserId,
    key: Option<&str>,
    now: Timestamp,
) -> Result<Option<String>> {
    let sql = include_str!("../queries/users/replace_avatar.sql");
    Ok(query::optional(client, sql, &[&id, &key, &now], |row| Ok(row.try_get("avatar_key")?)).await?.flatten())
}

/// Closes an account and ends its sessions and keys; `false` when it is closed already.
pub async fn close(client: &impl GenericClient, id: UserId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/users/close.sql");
    Ok(query::execute(client, sql, &[&id, &now, &SessionEnd::Closed.as_str()]).await? == 1)
}

/// Stores another hash of the same password; `false` when the password was changed meanwhile.
pub async fn rehash(client: &impl GenericClient, id: UserId, old: &SecretString, new: &str) -> Result<bool> {
    let sql = include_str!("../queries/users/rehash.sql");
    Ok(query::execute(client, sql, &[&id, &old.expose_secret(), &new]).await? == 1)
}

/// Makes the account; `false` when the address is taken.
pub async fn insert(client: &impl GenericClient, new: &NewUser<'_>) -> Result<bool> {
    let sql = include_str!("../queries/users/insert.sql");
    let parameters: query::Parameters<'_> =
        &[&new.id, &new.email, &new.name, &new.password_hash, &new.role, &new.created_at];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

fn decode_candidate(row: &Row) -> Result<(Counted, Option<Candidate>)> {
    let counted = Counted::decode(row)?;
    let found: Option<UserId> = row.try_get("id")?;
    if found.is_none() {
        return Ok((counted, None));
    }
    let sealed_secret: Option<Vec<u8>> = row.try_get("sealed_secret")?;
    let second_factor = sealed_secret.zip(row.try_get("second_factor_at")?);
    let candidate = Candidate {
        login: decode_login(row)?,
        customer: row.try_get("customer_id")?,
        staff: row.try_get("staff_id")?,
        staff_is_admitted: row.try_get::<_, Option<bool>>("staff_is_admitted")?.unwrap_or_default(),
        second_factor: second_factor.map(|(sealed_secret, at)| Confirmed { sealed_secret, at }),
    };
    Ok((counted, Some(candidate)))
}

fn decode_login(row: &Row) -> Result<Login> {
    let password_hash: String = row.try_get("password_hash")?;
    Ok(Login { user: User::decode(row)?, password_hash: password_hash.into() })
}
