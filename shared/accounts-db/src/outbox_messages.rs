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
    /// Kind of message.
    pub kind: OutboxKind,
    /// Addressee.
    pub to: Addressee<'a>,
    /// Time of the order.
    pub at: Timestamp,
}

/// The addressee of a message.
#[derive(Clone, Copy, Debug)]
pub enum Addressee<'a> {
    /// An account.
    Account(UserId),
    /// An account, at its former address.
    FormerAddress(UserId, &'a str),
    /// The account of this identifier, if there is one.
    Claimed(&'a Identifier),
}

/// A message claimed by one sender.
#[derive(Debug)]
pub struct Claimed {
    /// Its id.
    pub id: OutboxMessageId,
    /// Kind of message.
    pub kind: OutboxKind,
    /// Number of claims, this one included.
    pub attempts: i32,
    /// Recipient; none when there is no such account, or it is closed.
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

/// Puts a message into the outbox, within the transaction of the change that it reports.
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

/// Claims the message that has been due for longest. It becomes due again after 30 seconds, then after twice as long each time,
/// up to an hour; until then other senders do not get it.
pub async fn claim(client: &impl GenericClient, now: Timestamp) -> Result<Option<Claimed>> {
    query::optional(client, include_str!("../queries/outbox_messages/claim.sql"), &[&now], decode).await
}

/// Deletes a message that was sent, or that has no recipient.
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

/// Deletes messages marked as failed before `before`, the oldest first, at most `most`; returns how many.
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
