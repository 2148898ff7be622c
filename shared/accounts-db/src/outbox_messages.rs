//! Messages to people that are still to be sent.

use crate::model::Identifier;
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{OutboxKind, OutboxMessageId, UserId};
use tokio_postgres::Row;

/// A message to be sent.
#[derive(Debug)]
pub struct NewMessage<'a> {
    /// Its id.
    pub id: OutboxMessageId,
    /// What it is about.
    pub kind: OutboxKind,
    /// To whom it goes.
    pub to: Addressee<'a>,
    /// When it is ordered.
    pub at: Timestamp,
}

/// To whom a message goes.
#[derive(Clone, Copy, Debug)]
pub enum Addressee<'a> {
    /// To an account.
    Account(UserId),
    /// To an account, at an address that is no longer its own.
    FormerAddress(UserId, &'a str),
    /// To whoever this is, should there be such an account.
    Claimed(&'a Identifier),
}

/// A message that nobody else sends for now.
#[derive(Debug)]
pub struct Claimed {
    /// Its id.
    pub id: OutboxMessageId,
    /// What it is about.
    pub kind: OutboxKind,
    /// How often it was claimed, this time included.
    pub attempts: i32,
    /// To whom it goes; none when there is no such account, or it is closed.
    pub recipient: Option<Recipient>,
}

/// The account that a message goes to.
#[derive(Debug)]
pub struct Recipient {
    /// The account.
    pub id: UserId,
    /// Its e-mail address, or the former one, if the message goes there.
    pub email: String,
    /// Its mobile number in E.164 form.
    pub mobile: Option<String>,
}

/// Orders a message; within the transaction of what it tells, so that there is never one without the other.
pub async fn insert(client: &impl GenericClient, new: &NewMessage<'_>) -> Result<()> {
    let (user, claimed, recipient) = match new.to {
        Addressee::Account(id) => (Some(id), None, None),
        Addressee::FormerAddress(id, address) => (Some(id), None, Some(address)),
        Addressee::Claimed(identifier) => (None, Some(identifier.parts()), None),
    };
    let (claimed_kind, claimed) = claimed.unzip();
    let sql = include_str!("../queries/outbox_messages/insert.sql");
    let parameters: query::Parameters<'_> = &[&new.id, &new.kind, &user, &claimed_kind, &claimed, &recipient, &new.at];
    query::exactly("outbox_messages/insert", 1, query::execute(client, sql, parameters).await?)
}

/// Takes the message that has been due for longest. Nobody else gets it before it is due again: after 30 seconds for the first
/// time, then after twice as long each time, up to an hour.
pub async fn claim(client: &impl GenericClient, now: Timestamp) -> Result<Option<Claimed>> {
    query::optional(client, include_str!("../queries/outbox_messages/claim.sql"), &[&now], decode).await
}

/// Forgets a message that was sent, or that there is nobody to send to.
pub async fn delete(client: &impl GenericClient, id: OutboxMessageId) -> Result<()> {
    query::execute(client, include_str!("../queries/outbox_messages/delete.sql"), &[&id]).await?;
    Ok(())
}

/// Gives a message up, with a reason of at most 300 characters.
pub async fn fail(client: &impl GenericClient, id: OutboxMessageId, why: &str, now: Timestamp) -> Result<()> {
    let why: String = why.chars().take(300).collect();
    query::execute(client, include_str!("../queries/outbox_messages/fail.sql"), &[&id, &now, &why]).await?;
    Ok(())
}

/// Forgets those that were given up before `before`, those that were so first, `most` at most; says how many.
pub async fn delete_failed(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/outbox_messages/delete_failed.sql"), &[&before, &most]).await
}

fn decode(row: &Row) -> Result<Claimed> {
    let account: Option<UserId> = row.try_get("user_id")?;
    let is_active = row.try_get::<_, Option<bool>>("is_active")?.unwrap_or_default();
    let recipient = match account.filter(|_| is_active) {
        Some(id) => Some(Recipient {
            id,
            email: match row.try_get("recipient")? {
                Some(former) => former,
                None => row.try_get("email")?,
            },
            mobile: row.try_get("mobile")?,
        }),
        None => None,
    };
    Ok(Claimed { id: row.try_get("id")?, kind: row.try_get("kind")?, attempts: row.try_get("attempts")?, recipient })
}
