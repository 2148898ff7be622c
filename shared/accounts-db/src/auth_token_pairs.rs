//! Access tokens and the refresh tokens that came with them. Of each session one pair is the head: the one whose refresh token
//! may be used.

use crate::model::User;
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AuthSessionId, Surface, TokenPairId};
use tokio_postgres::Row;

/// A pair that is handed out.
#[derive(Debug)]
pub struct NewPair<'a> {
    /// Its id; the access token's `jti`.
    pub id: TokenPairId,
    /// The SHA-256 of the refresh token.
    pub refresh_hash: &'a [u8],
    /// Time of creation.
    pub created_at: Timestamp,
    /// Expiry of the access token.
    pub access_expires_at: Timestamp,
    /// Expiry of the refresh token.
    pub refresh_expires_at: Timestamp,
}

/// A pair whose refresh token came back, with the head of its session and everything that decides what to do.
#[derive(Clone, Debug)]
pub struct Family {
    /// The pair that came back.
    pub presented: TokenPairId,
    /// The pair that it replaced.
    pub presented_predecessor: Option<TokenPairId>,
    /// `true` if it was revoked unused.
    pub presented_is_revoked: bool,
    /// Expiry of its refresh token.
    pub refresh_expires_at: Timestamp,
    /// The session's head.
    pub head: TokenPairId,
    /// The pair that the head replaced.
    pub head_predecessor: Option<TokenPairId>,
    /// `true` if the head's access token was ever used: then it reached its owner, or a thief.
    pub head_is_used: bool,
    /// The session.
    pub session: AuthSessionId,
    /// Surface on which the session began.
    pub surface: Surface,
    /// Expiry of the session.
    pub session_expires_at: Timestamp,
    /// `true` if the session has ended.
    pub session_is_revoked: bool,
    /// The session's account.
    pub user: User,
}

/// The pair of this refresh token. Hold its session first: the head may change otherwise.
pub async fn find_family(client: &impl GenericClient, refresh_hash: &[u8]) -> Result<Option<Family>> {
    let sql = include_str!("../queries/auth_token_pairs/find_family.sql");
    query::optional(client, sql, &[&refresh_hash], decode).await
}

/// Takes a pair off its place as head. Its access token goes on until it expires, unless the pair is revoked with it.
pub async fn replace(client: &impl GenericClient, head: TokenPairId, now: Timestamp, and_revoke: bool) -> Result<()> {
    let sql = include_str!("../queries/auth_token_pairs/replace.sql");
    query::exactly("auth_token_pairs/replace", 1, query::execute(client, sql, &[&head, &now, &and_revoke]).await?)
}

/// Makes a pair the head of its session, in place of one that was replaced.
pub async fn insert(
    client: &impl GenericClient,
    session: AuthSessionId,
    predecessor: Option<TokenPairId>,
    pair: &NewPair<'_>,
) -> Result<()> {
    let sql = include_str!("../queries/auth_token_pairs/insert.sql");
    let NewPair { id, refresh_hash, created_at, access_expires_at, refresh_expires_at } = pair;
    let parameters: query::Parameters<'_> =
        &[id, &session, &predecessor, refresh_hash, created_at, access_expires_at, refresh_expires_at];
    query::exactly("auth_token_pairs/insert", 1, query::execute(client, sql, parameters).await?)
}

/// Deletes replaced pairs whose refresh token expired before `before`, those that did so first, `most` at most; says how many.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/auth_token_pairs/delete_expired.sql"), &[&before, &most]).await
}

fn decode(row: &Row) -> Result<Family> {
    Ok(Family {
        presented: row.try_get("presented_id")?,
        presented_predecessor: row.try_get("presented_predecessor_id")?,
        presented_is_revoked: row.try_get("presented_is_revoked")?,
        refresh_expires_at: row.try_get("refresh_expires_at")?,
        head: row.try_get("head_id")?,
        head_predecessor: row.try_get("head_predecessor_id")?,
        head_is_used: row.try_get("head_is_used")?,
        session: row.try_get("session_id")?,
        surface: row.try_get("surface")?,
        session_expires_at: row.try_get("session_expires_at")?,
        session_is_revoked: row.try_get("session_is_revoked")?,
        user: User::decode(row)?,
    })
}
