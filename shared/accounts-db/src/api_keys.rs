//! Keys for programs.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ApiKeyId, Scope, UserId};
use tokio_postgres::Row;

/// A key that is handed out.
#[derive(Debug)]
pub struct NewApiKey<'a> {
    /// Its id.
    pub id: ApiKeyId,
    /// Owner.
    pub user: UserId,
    /// Name given by its owner.
    pub name: &'a str,
    /// Visible prefix.
    pub prefix: &'a str,
    /// Its SHA-256.
    pub hash: &'a [u8],
    /// Scopes.
    pub scopes: &'a [Scope],
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of expiry.
    pub expires_at: Timestamp,
}

/// A key as its owner sees it.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// Name given by its owner.
    pub name: String,
    /// Visible prefix.
    pub prefix: String,
    /// Scopes.
    pub scopes: Vec<Scope>,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of expiry.
    pub expires_at: Timestamp,
    /// Time of the last use, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// Stores a key; `false` when its owner has `most` valid ones already. The account has to be [locked](crate::users::hold), or
/// two concurrent calls both pass this check.
pub async fn insert(client: &impl GenericClient, new: &NewApiKey<'_>, most: i64) -> Result<bool> {
    let NewApiKey { id, user, name, prefix, hash, scopes, created_at, expires_at } = new;
    let parameters: query::Parameters<'_> = &[id, user, name, prefix, hash, scopes, created_at, expires_at, &most];
    Ok(query::execute(client, include_str!("../queries/api_keys/insert.sql"), parameters).await? == 1)
}

/// The keys of an account that are valid at `now`, the latest first.
pub async fn list_standing(client: &impl GenericClient, user: UserId, now: Timestamp) -> Result<Vec<ApiKey>> {
    query::all(client, include_str!("../queries/api_keys/list_standing.sql"), &[&user, &now], decode).await
}

/// Ends a key of this account; `false` when it has no valid one of this id.
pub async fn revoke_owned(client: &impl GenericClient, id: ApiKeyId, user: UserId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/api_keys/revoke_owned.sql");
    Ok(query::execute(client, sql, &[&id, &user, &now]).await? == 1)
}

/// Ends all keys of an account; returns how many were valid.
pub async fn revoke_all(client: &impl GenericClient, user: UserId, now: Timestamp) -> Result<u64> {
    query::execute(client, include_str!("../queries/api_keys/revoke_all.sql"), &[&user, &now]).await
}

fn decode(row: &Row) -> Result<ApiKey> {
    Ok(ApiKey {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        prefix: row.try_get("prefix")?,
        scopes: row.try_get("scopes")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        last_used_at: row.try_get("last_used_at")?,
    })
}
