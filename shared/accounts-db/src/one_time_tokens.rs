//! One-time tokens that are sent by message.

use crate::model::{SessionEnd, User};
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{OutboxKind, OutboxMessageId, TokenPurpose, UserId};

/// Number of attempts that each code for a mobile number allows.
pub const MOST_TRIES: i32 = 5;

/// A one-time token to be stored.
#[derive(Debug)]
pub struct NewToken<'a> {
    /// Its SHA-256.
    pub hash: &'a [u8],
    /// Owner.
    pub user: UserId,
    /// Purpose.
    pub purpose: TokenPurpose,
    /// The address or number that it is sent to.
    pub sent_to: &'a str,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of expiry.
    pub expires_at: Timestamp,
    /// Number of tokens of this purpose that an account may get in an hour.
    pub most_an_hour: i64,
}

/// A password reset by a token.
#[derive(Debug)]
pub struct Reset<'a> {
    /// The token's SHA-256.
    pub hash: &'a [u8],
    /// The Argon2id hash of the new password in PHC form.
    pub password_hash: &'a str,
    /// The message that notifies the owner.
    pub notice: OutboxMessageId,
    /// Time of the change.
    pub at: Timestamp,
}

/// Stores a token; `false` when the account got too many of this purpose within an hour.
pub async fn insert(client: &impl GenericClient, new: &NewToken<'_>) -> Result<bool> {
    let sql = include_str!("../queries/one_time_tokens/insert.sql");
    let NewToken { hash, user, purpose, sent_to, created_at, expires_at, most_an_hour } = new;
    let parameters: query::Parameters<'_> = &[hash, user, purpose, sent_to, created_at, expires_at, most_an_hour];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// The account whose password this token resets, and whether it belongs to the marketplace.
pub async fn find_reset(client: &impl GenericClient, hash: &[u8], now: Timestamp) -> Result<Option<(User, bool)>> {
    query::optional(client, include_str!("../queries/one_time_tokens/find_reset.sql"), &[&hash, &now], |row| {
        Ok((User::decode(row)?, row.try_get("is_of_marketplace")?))
    })
    .await
}

/// Changes a password by a token, uses up all such tokens of the account, ends its sessions and API keys, deletes its known
/// devices, and puts a message about it into the outbox, in one statement. It also verifies the address that the token was sent
/// to. `false` when the token is no longer valid, or the account is closed or has another address. The account has to be
/// [locked](crate::users::hold), or a login under way goes on.
pub async fn reset_password(client: &impl GenericClient, reset: &Reset<'_>) -> Result<bool> {
    let sql = include_str!("../queries/one_time_tokens/reset_password.sql");
    let why = SessionEnd::FactorChanged.as_str();
    let parameters: query::Parameters<'_> =
        &[&reset.hash, &reset.at, &reset.password_hash, &why, &reset.notice, &OutboxKind::PasswordChanged];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Marks the address that the token was sent to as verified and returns its account; none when the token is no longer valid.
pub async fn verify_email(client: &impl GenericClient, hash: &[u8], now: Timestamp) -> Result<Option<UserId>> {
    let sql = include_str!("../queries/one_time_tokens/verify_email.sql");
    query::optional(client, sql, &[&hash, &now], |row| Ok(row.try_get("id")?)).await
}

/// Marks an account's number as verified and returns `true`, if this is the hash of a code that was sent to it. Each guess
/// counts against every unused code of the account; a code is no longer valid after [`MOST_TRIES`] guesses.
pub async fn verify_mobile(client: &impl GenericClient, user: UserId, hash: &[u8], now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/one_time_tokens/verify_mobile.sql");
    Ok(query::execute(client, sql, &[&user, &hash, &now, &MOST_TRIES]).await? == 1)
}

/// Deletes those that expired before `before`, the oldest first, at most `most`; returns how many.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/one_time_tokens/delete_expired.sql"), &[&before, &most]).await
}
