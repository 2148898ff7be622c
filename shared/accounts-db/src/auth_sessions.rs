//! Login sessions. A token is valid only while its session is active.

use crate::auth_token_pairs::NewPair;
pub use crate::model::SessionEnd;
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AuthSessionId, Surface, UserId};
use tokio_postgres::Row;

/// A login that succeeded.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Its id.
    pub id: AuthSessionId,
    /// Owner.
    pub user: UserId,
    /// Surface on which it began.
    pub surface: Surface,
    /// User agent of the login, at most 300 characters.
    pub user_agent: Option<&'a str>,
    /// Address of the login.
    pub address: &'a str,
    /// Time of expiry.
    pub expires_at: Timestamp,
    /// The SHA-256 of the device cookie, and its expiry.
    pub device: Option<(&'a [u8], Timestamp)>,
    /// Time of confirmation of the authenticator whose code, or recovery code, was shown.
    pub second_factor: Option<Timestamp>,
}

/// A session that its owner may end.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its id.
    pub id: AuthSessionId,
    /// Surface on which it began.
    pub surface: Surface,
    /// User agent of the login.
    pub user_agent: Option<String>,
    /// Address of the login.
    pub address: Option<String>,
    /// Time of the beginning.
    pub created_at: Timestamp,
    /// Time of the login or of the last token refresh.
    pub last_used_at: Option<Timestamp>,
    /// Time of expiry.
    pub expires_at: Timestamp,
}

/// Starts a session with its first pair of tokens and notes the login on the account, in one statement; `false` when the login
/// did not show the account's confirmed second factor, or showed one that was removed. The account has to be
/// [locked](crate::users::hold) unless it is new, or a password change under way misses this session.
pub async fn start(client: &impl GenericClient, session: &NewSession<'_>, pair: &NewPair<'_>) -> Result<bool> {
    let sql = include_str!("../queries/auth_sessions/start.sql");
    let (device, device_until) = session.device.unzip();
    let parameters: query::Parameters<'_> = &[
        &session.id,
        &session.user,
        &pair.created_at,
        &session.expires_at,
        &session.surface,
        &session.user_agent,
        &session.address,
        &pair.id,
        &pair.refresh_hash,
        &pair.access_expires_at,
        &pair.refresh_expires_at,
        &device,
        &device_until,
        &session.second_factor,
    ];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Locks the session of this refresh token until the transaction ends; `false` when there is none.
pub async fn hold(client: &impl GenericClient, refresh_hash: &[u8]) -> Result<bool> {
    let sql = include_str!("../queries/auth_sessions/hold.sql");
    let held: Option<AuthSessionId> =
        query::optional(client, sql, &[&refresh_hash], |row| Ok(row.try_get("id")?)).await?;
    Ok(held.is_some())
}

/// Ends a session; `false` when it had ended already.
pub async fn revoke(client: &impl GenericClient, id: AuthSessionId, now: Timestamp, why: SessionEnd) -> Result<bool> {
    let sql = include_str!("../queries/auth_sessions/revoke.sql");
    Ok(query::execute(client, sql, &[&id, &now, &why.as_str()]).await? == 1)
}

/// Ends the session of a refresh token, and returns it with its account; `None` when there is none or it had ended already.
pub async fn revoke_by_refresh(
    client: &impl GenericClient,
    refresh_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(AuthSessionId, UserId)>> {
    let sql = include_str!("../queries/auth_sessions/revoke_by_refresh.sql");
    query::optional(client, sql, &[&refresh_hash, &now, &SessionEnd::LoggedOut.as_str()], |row| {
        Ok((row.try_get("id")?, row.try_get("user_id")?))
    })
    .await
}

/// Ends a session of this account; `false` when it has no active one of this id.
pub async fn revoke_owned(
    client: &impl GenericClient,
    id: AuthSessionId,
    user: UserId,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/auth_sessions/revoke_owned.sql");
    Ok(query::execute(client, sql, &[&id, &user, &now, &SessionEnd::Ended.as_str()]).await? == 1)
}

/// Ends all sessions of an account except one; returns how many.
pub async fn revoke_all(
    client: &impl GenericClient,
    user: UserId,
    but: Option<AuthSessionId>,
    now: Timestamp,
    why: SessionEnd,
) -> Result<u64> {
    let sql = include_str!("../queries/auth_sessions/revoke_all.sql");
    query::execute(client, sql, &[&user, &but, &now, &why.as_str()]).await
}

/// The sessions of an account that are active at `now`, the latest first, `most` at most.
pub async fn list_standing(
    client: &impl GenericClient,
    user: UserId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Standing>> {
    query::all(client, include_str!("../queries/auth_sessions/list_standing.sql"), &[&user, &now, &most], decode).await
}

/// Deletes sessions that expired before `before`, those that did so first, `most` at most; says how many.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/auth_sessions/delete_expired.sql"), &[&before, &most]).await
}

fn decode(row: &Row) -> Result<Standing> {
    Ok(Standing {
        id: row.try_get("id")?,
        surface: row.try_get("surface")?,
        user_agent: row.try_get("user_agent")?,
        address: row.try_get("address")?,
        created_at: row.try_get("created_at")?,
        last_used_at: row.try_get("last_used_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
