//! Authenticator apps and recovery codes.

pub use crate::model::Confirmed;
use crate::model::SessionEnd;
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AuthSessionId, OutboxKind, OutboxMessageId, UserId};
use tokio_postgres::Row;

/// An account's authenticator.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// The shared secret, sealed.
    pub sealed_secret: Vec<u8>,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time when its owner confirmed it; logging in asks for a code only from then on.
    pub confirmed_at: Option<Timestamp>,
    /// Number of unused recovery codes.
    pub recovery_codes: i64,
}

impl SecondFactor {
    /// The authenticator, if logging in asks for it.
    #[must_use]
    pub fn confirmed(self) -> Option<Confirmed> {
        self.confirmed_at.map(|at| Confirmed { sealed_secret: self.sealed_secret, at })
    }
}

/// The confirmation of an authenticator.
#[derive(Debug)]
pub struct Confirmation<'a> {
    /// The sealed secret that the code was checked against.
    pub sealed_secret: &'a [u8],
    /// The time step of the code.
    pub step: i64,
    /// The SHA-256 of each recovery code.
    pub recovery_codes: &'a [Vec<u8>],
    /// The session it is confirmed in, which goes on; all others end.
    pub session: Option<AuthSessionId>,
    /// The message that notifies the owner.
    pub notice: OutboxMessageId,
    /// Time of the change.
    pub at: Timestamp,
}

/// Stores the secret of an authenticator that is still to be confirmed; `false` when there is a confirmed one.
pub async fn enrol(client: &impl GenericClient, user: UserId, sealed: &[u8], now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/second_factors/enrol.sql");
    Ok(query::execute(client, sql, &[&user, &sealed, &now]).await? == 1)
}

/// The account's authenticator, confirmed or not.
pub async fn find(client: &impl GenericClient, user: UserId) -> Result<Option<SecondFactor>> {
    query::optional(client, include_str!("../queries/second_factors/find.sql"), &[&user], decode).await
}

/// Confirms an authenticator, which logging in asks for from now on. The same statement ends all other sessions, stores the
/// recovery codes and puts a message to the owner into the outbox. `false` when it is confirmed already, was replaced
/// meanwhile, or the confirming session has ended. The account has to be [locked](crate::users::hold), or a login under way
/// goes on.
pub async fn confirm(client: &impl GenericClient, user: UserId, confirmation: &Confirmation<'_>) -> Result<bool> {
    let Confirmation { sealed_secret, step, recovery_codes, session, notice, at } = confirmation;
    let sql = include_str!("../queries/second_factors/confirm.sql");
    let why = SessionEnd::FactorChanged.as_str();
    let parameters: query::Parameters<'_> =
        &[&user, at, step, sealed_secret, recovery_codes, session, &why, notice, &OutboxKind::SecondFactorAdded];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Uses up the codes of a time step and of all before it, of the authenticator confirmed at `confirmed_at`; `false` when they
/// are used up already, or that authenticator was removed.
pub async fn use_step(client: &impl GenericClient, user: UserId, confirmed_at: Timestamp, step: i64) -> Result<bool> {
    let sql = include_str!("../queries/second_factors/use_step.sql");
    Ok(query::execute(client, sql, &[&user, &step, &confirmed_at]).await? == 1)
}

/// Uses up a recovery code; `false` when there is no such code, or it is used up already.
pub async fn use_recovery_code(client: &impl GenericClient, user: UserId, hash: &[u8], now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/second_factors/use_recovery_code.sql");
    Ok(query::execute(client, sql, &[&user, &hash, &now]).await? == 1)
}

/// Replaces a sealed secret by the same secret sealed with another key, unless it was changed meanwhile.
pub async fn reseal(client: &impl GenericClient, user: UserId, old: &[u8], new: &[u8]) -> Result<()> {
    query::execute(client, include_str!("../queries/second_factors/reseal.sql"), &[&user, &old, &new]).await?;
    Ok(())
}

/// Removes an account's authenticator that was confirmed at `confirmed_at`, its recovery codes and the second factor of its
/// sessions, and puts a message about it into the outbox; `false` when there is no such authenticator.
pub async fn remove(
    client: &impl GenericClient,
    user: UserId,
    confirmed_at: Timestamp,
    notice: OutboxMessageId,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/second_factors/remove.sql");
    let parameters: query::Parameters<'_> = &[&user, &notice, &OutboxKind::SecondFactorRemoved, &now, &confirmed_at];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

fn decode(row: &Row) -> Result<SecondFactor> {
    Ok(SecondFactor {
        sealed_secret: row.try_get("sealed_secret")?,
        created_at: row.try_get("created_at")?,
        confirmed_at: row.try_get("confirmed_at")?,
        recovery_codes: row.try_get("recovery_codes")?,
    })
}
