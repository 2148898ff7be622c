//! Logins. An access token is worth something only while its row says so.

use crate::{AuthSessionId, GenericClient, Result, UserId, query, users};
use jiff::Timestamp;

/// Starts a session at `now` and notes the login on the account, in one statement.
pub async fn start(
    client: &impl GenericClient,
    id: AuthSessionId,
    user: UserId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/auth_sessions/start.sql");
    let started = query::execute(client, sql, &[&id, &user, &now, &expires_at]).await?;
    query::exactly("auth_sessions/start", 1, started)
}

/// The active account behind a session that is neither revoked nor expired at `now`.
pub async fn find_active(
    client: &impl GenericClient,
    id: AuthSessionId,
    now: Timestamp,
) -> Result<Option<users::User>> {
    let sql = include_str!("../queries/auth_sessions/find_active.sql");
    query::optional(client, sql, &[&id, &now], users::decode).await
}

/// Ends a session; `false` when it had ended already.
pub async fn revoke(client: &impl GenericClient, id: AuthSessionId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/auth_sessions/revoke.sql");
    Ok(query::execute(client, sql, &[&id, &now]).await? == 1)
}

/// Deletes sessions that expired before `before`, those that did so first, `most` at most; says how many.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/auth_sessions/delete_expired.sql"), &[&before, &most]).await
}
