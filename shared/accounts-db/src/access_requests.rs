//! Requests of guests for a role.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AccessRequestId, AccessRequestStatus, OutboxKind, UserId, UserRole};
use tokio_postgres::Row;

/// A request for access.
#[derive(Clone, Debug)]
pub struct AccessRequest {
    /// Its id.
    pub id: AccessRequestId,
    /// What the person wrote.
    pub reason: Option<String>,
    /// Time of the request.
    pub created_at: Timestamp,
    /// Time of the decision.
    pub decided_at: Option<Timestamp>,
    /// The role that was given.
    pub granted_role: Option<UserRole>,
}

/// A request with the account that made it.
#[derive(Clone, Debug)]
pub struct ListedAccessRequest {
    /// The request.
    pub request: AccessRequest,
    /// The account.
    pub user: UserId,
    /// Its e-mail address.
    pub email: String,
    /// Its name.
    pub name: String,
    /// Its current role.
    pub role: UserRole,
}

/// The part of a request that a decision depends on.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The account that made it.
    pub user: UserId,
    /// `true` if it was decided.
    pub is_decided: bool,
}

impl AccessRequest {
    /// The state of the request.
    #[must_use]
    pub fn status(&self) -> AccessRequestStatus {
        match (self.decided_at, self.granted_role) {
            (None, _) => AccessRequestStatus::Waiting,
            (Some(_), Some(_)) => AccessRequestStatus::Granted,
            (Some(_), None) => AccessRequestStatus::Refused,
        }
    }
}

/// Stores a request, in place of one that still waits; `false` when the account made one within the last day.
pub async fn insert(
    client: &impl GenericClient,
    id: AccessRequestId,
    user: UserId,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/access_requests/insert.sql");
    Ok(query::execute(client, sql, &[&id, &user, &reason, &now]).await? == 1)
}

/// Puts a message to each administrator who can log in into the outbox.
pub async fn notify_administrators(client: &impl GenericClient, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/access_requests/notify_administrators.sql");
    query::execute(client, sql, &[&OutboxKind::AccessRequested, &now]).await?;
    Ok(())
}

/// The newest request of an account.
pub async fn find_newest(client: &impl GenericClient, user: UserId) -> Result<Option<AccessRequest>> {
    query::optional(client, include_str!("../queries/access_requests/find_newest.sql"), &[&user], decode).await
}

/// Requests, the newest first, with the total number; with `is_waiting` only those that wait for a decision or only those
/// that do not.
pub async fn list(
    client: &impl GenericClient,
    is_waiting: Option<bool>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<ListedAccessRequest>, i64)> {
    let sql = include_str!("../queries/access_requests/list.sql");
    let rows = query::all(client, sql, &[&is_waiting, &limit, &offset], |row| {
        let listed = ListedAccessRequest {
            request: decode(row)?,
            user: row.try_get("user_id")?,
            email: row.try_get("email")?,
            name: row.try_get("name")?,
            role: row.try_get("role")?,
        };
        Ok((listed, row.try_get::<_, i64>("count")?))
    })
    .await?;
    let count = rows.first().map_or(0, |(_, count)| *count);
    Ok((rows.into_iter().map(|(listed, _)| listed).collect(), count))
}

/// Locks a request until the transaction ends. `None` when there is none.
pub async fn hold(client: &impl GenericClient, id: AccessRequestId) -> Result<Option<Held>> {
    query::optional(client, include_str!("../queries/access_requests/hold.sql"), &[&id], |row| {
        Ok(Held { user: row.try_get("user_id")?, is_decided: row.try_get("is_decided")? })
    })
    .await
}

/// Notes the decision on a request that is [locked](hold): the given role, or none for a refusal.
pub async fn decide(
    client: &impl GenericClient,
    id: AccessRequestId,
    by: UserId,
    role: Option<UserRole>,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/access_requests/decide.sql");
    query::exactly("access_requests/decide", 1, query::execute(client, sql, &[&id, &now, &by, &role]).await?)
}

/// Notes that an account got a role without a decision on its request; `false` when none waits.
pub async fn settle(
    client: &impl GenericClient,
    user: UserId,
    by: UserId,
    role: UserRole,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/access_requests/settle.sql");
    Ok(query::execute(client, sql, &[&user, &now, &by, &role]).await? == 1)
}

fn decode(row: &Row) -> Result<AccessRequest> {
    Ok(AccessRequest {
        id: row.try_get("id")?,
        reason: row.try_get("reason")?,
        created_at: row.try_get("created_at")?,
        decided_at: row.try_get("decided_at")?,
        granted_role: row.try_get("granted_role")?,
    })
}
