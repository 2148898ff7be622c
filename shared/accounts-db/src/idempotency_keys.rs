//! Stored answers to requests that clients may send again.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use tokio_postgres::Row;

/// A request that is to be worked on once.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The SHA-256 of who asks and of their key.
    pub key_hash: &'a [u8],
    /// The SHA-256 of the request.
    pub fingerprint: &'a [u8],
    /// Now.
    pub at: Timestamp,
    /// Answers from before this time count as expired.
    pub since: Timestamp,
}

/// The state of a request.
#[derive(Debug)]
pub enum Claim {
    /// It is new, and other requests cannot claim it before the transaction ends.
    Fresh,
    /// It was answered.
    Answered(Answered),
    /// Another request is working on it.
    UnderWay,
}

/// An answer that was kept.
#[derive(Debug)]
pub struct Answered {
    /// Digest of the request.
    pub fingerprint: Vec<u8>,
    /// The status.
    pub status: i16,
    /// The sealed body.
    pub body: Vec<u8>,
}

/// The answer that was given since `since`; takes no turn and claims nothing.
pub async fn find(client: &impl GenericClient, key_hash: &[u8], since: Timestamp) -> Result<Option<Answered>> {
    let sql = include_str!("../queries/idempotency_keys/find.sql");
    query::optional(client, sql, &[&key_hash, &since], |row| {
        Ok(Answered {
            fingerprint: row.try_get("fingerprint")?,
            status: row.try_get("status")?,
            body: row.try_get("body")?,
        })
    })
    .await
}

/// Claims a request within the transaction that works on it: if that is rolled back, so is the claim. Does not wait.
pub async fn claim(transaction: &Transaction<'_>, request: &Request<'_>) -> Result<Claim> {
    let Request { key_hash, fingerprint, at, since } = request;
    let sql = include_str!("../queries/idempotency_keys/claim.sql");
    query::one(transaction, sql, &[&lock(key_hash), key_hash, fingerprint, at, since], decode).await
}

/// Waits until no other transaction works on the request, and locks it for the rest of this one.
pub async fn wait(transaction: &Transaction<'_>, key_hash: &[u8]) -> Result<()> {
    let sql = include_str!("../queries/idempotency_keys/wait.sql");
    query::one(transaction, sql, &[&lock(key_hash)], |_| Ok(())).await
}

/// Stores the answer of a request that was claimed in this transaction.
pub async fn keep(transaction: &Transaction<'_>, key_hash: &[u8], status: i16, body: &[u8]) -> Result<()> {
    let sql = include_str!("../queries/idempotency_keys/keep.sql");
    let kept = query::execute(transaction, sql, &[&key_hash, &status, &body]).await?;
    query::exactly("idempotency_keys/keep", 1, kept)
}

/// Deletes answers from before `before`, the oldest first, at most `most`; returns how many.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/idempotency_keys/delete_expired.sql"), &[&before, &most]).await
}

fn decode(row: &Row) -> Result<Claim> {
    if row.try_get("is_fresh")? {
        return Ok(Claim::Fresh);
    }
    let (status, body): (Option<i16>, Option<Vec<u8>>) = (row.try_get("status")?, row.try_get("body")?);
    Ok(match status.zip(body) {
        Some((status, body)) => Claim::Answered(Answered { fingerprint: row.try_get("fingerprint")?, status, body }),
        // claimed by a transaction that goes on, or that was committed since this statement began
        None => Claim::UnderWay,
    })
}

fn lock(key_hash: &[u8]) -> i64 {
    key_hash.first_chunk::<8>().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}
