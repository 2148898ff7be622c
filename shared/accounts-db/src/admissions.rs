//! Authentication and rate limiting of a request, in one round trip each.

use crate::model::User;
pub use crate::model::{Counted, Quotas};
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AuthSessionId, CustomerId, Permission, Scope, StaffId, Surface, TokenPairId, UserId};
use tokio_postgres::{Row, types::ToSql};

/// The rate-limit counters of a request.
#[derive(Clone, Debug)]
pub struct Counting<'a> {
    /// Time of arrival.
    pub at: Timestamp,
    /// `true` if the request counts against the limits. Requests with the scope `limits:bypass` never do.
    pub is_counted: bool,
    /// Prefix of the counter of an account; its id is appended.
    pub account: &'a str,
    /// Counter of requests without an account.
    pub unknown: &'a str,
    /// Counter of the address.
    pub address: &'a str,
    /// The quotas of the account, then those of the address.
    pub quotas: &'a Quotas,
}

/// The account behind a request, with everything that decides its rights.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The account.
    pub user: User,
    /// `true` if its owner has confirmed the e-mail address.
    pub has_confirmed_email: bool,
    /// The login session; none for an API key.
    pub session: Option<AuthSessionId>,
    /// `true` if the session showed a second factor; always `true` for an API key, whose reserved scopes only an administrator
    /// who meets the second-factor rule can grant.
    pub has_second_factor: bool,
    /// Surface on which the session began.
    pub surface: Surface,
    /// Scopes of the API key; empty for a session.
    pub scopes: Vec<Scope>,
    /// The customer profile, if there is one.
    pub customer: Option<CustomerId>,
    /// The staff profile, if there is an approved and active one; none for an API key.
    pub staff: Option<StaffRights>,
}

/// The current rights of a member of staff.
#[derive(Clone, Debug)]
pub struct StaffRights {
    /// The staff profile.
    pub id: StaffId,
    /// The role's name; none without an active role.
    pub role: Option<String>,
    /// The role's level, 0 without an active role; staff cannot grant above their own.
    pub level: i32,
    /// The role's permissions; none in a session that began on another surface than `staff`.
    pub permissions: Vec<Permission>,
}

/// Counts a request and finds the account behind an access token, if neither its pair nor its session has ended.
pub async fn by_token(
    client: &impl GenericClient,
    pair: TokenPairId,
    counting: &Counting<'_>,
) -> Result<(Counted, Option<Sender>)> {
    admit(client, include_str!("../queries/admissions/by_token.sql"), &pair, counting).await
}

/// Counts a request and finds the account behind the API key of this SHA-256, if the key is valid now.
pub async fn by_api_key(
    client: &impl GenericClient,
    hash: &[u8],
    counting: &Counting<'_>,
) -> Result<(Counted, Option<Sender>)> {
    admit(client, include_str!("../queries/admissions/by_api_key.sql"), &hash, counting).await
}

async fn admit(
    client: &impl GenericClient,
    sql: &str,
    credential: &(dyn ToSql + Sync),
    counting: &Counting<'_>,
) -> Result<(Counted, Option<Sender>)> {
    let Counting { at, is_counted, account, unknown, address, quotas } = counting;
    let Quotas { subject_of, most, spans } = quotas;
    let milliseconds = at.as_millisecond();
    let parameters: query::Parameters<'_> =
        &[credential, at, &milliseconds, is_counted, account, unknown, address, subject_of, most, spans];
    query::one(client, sql, parameters, decode).await
}

/// Counts a request under the given subjects, without looking for its sender.
pub async fn by_subject(
    client: &impl GenericClient,
    at: Timestamp,
    subjects: &[String],
    quotas: &Quotas,
) -> Result<Counted> {
    let sql = include_str!("../queries/admissions/by_subject.sql");
    let Quotas { subject_of, most, spans } = quotas;
    query::one(client, sql, &[&at.as_millisecond(), &subjects, subject_of, most, spans], Counted::decode).await
}

/// Deletes the counters of up to `most` subjects that were last admitted before `before`; returns how many.
pub async fn delete_idle(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    let sql = include_str!("../queries/admissions/delete_idle.sql");
    query::execute(client, sql, &[&before.as_millisecond(), &most]).await
}

fn decode(row: &Row) -> Result<(Counted, Option<Sender>)> {
    let counted = Counted::decode(row)?;
    let known: Option<UserId> = row.try_get("id")?;
    if known.is_none() {
        return Ok((counted, None));
    }
    let staff: Option<StaffId> = row.try_get("staff_id")?;
    let rights = |id| -> Result<StaffRights> {
        Ok(StaffRights {
            id,
            role: row.try_get("staff_role")?,
            level: row.try_get::<_, Option<i32>>("staff_level")?.unwrap_or_default(),
            permissions: row.try_get("permissions")?,
        })
    };
    let sender = Sender {
        user: User::decode(row)?,
        has_confirmed_email: row.try_get("has_confirmed_email")?,
        session: row.try_get("session_id")?,
        has_second_factor: row.try_get("has_second_factor")?,
        surface: row.try_get("surface")?,
        scopes: row.try_get("scopes")?,
        customer: row.try_get("customer_id")?,
        staff: staff.map(rights).transpose()?,
    };
    Ok((counted, Some(sender)))
}
