//! Batches of predictions.
//!
//! A batch waits as `pending`, is worked on as `processing`, and ends as `success` or `failed`. A batch that has expired is no longer
//! found; maintenance deletes it.

use jiff::Timestamp;
use sisuiq_db::{Connection, GenericClient, Result, Transaction, query};
use sisuiq_model::{PredictionBatchError, PredictionBatchId, PredictionBatchStatus, UserId};
use tokio_postgres::Row;

/// The advisory lock under which new batches are counted and stored.
const QUEUE_LOCK: i64 = 0x5349_5355_7062;

/// A new batch.
#[derive(Clone, Copy, Debug)]
pub struct NewBatch {
    /// Its id.
    pub id: PredictionBatchId,
    /// The account that it belongs to.
    pub owner: UserId,
    /// The number of its accidents.
    pub total: i32,
    /// Time of creation.
    pub created_at: Timestamp,
    /// The time from which it is no longer found.
    pub expires_at: Timestamp,
}

/// A batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Its id.
    pub id: PredictionBatchId,
    /// Its progress.
    pub status: PredictionBatchStatus,
    /// The number of its accidents.
    pub total: i32,
    /// The reason for its failure.
    pub error: Option<PredictionBatchError>,
    /// The model, once work has begun.
    pub model: Option<BatchModel>,
    /// The time at which work began.
    pub started_at: Option<Timestamp>,
}

/// The model of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchModel {
    /// Its version.
    pub version: String,
    /// True if it learned from invented data.
    pub demo: bool,
}

/// Locks the queue of new batches until the end of the transaction.
pub async fn lock_queue(transaction: &Transaction<'_>) -> Result<()> {
    let sql = include_str!("../queries/prediction_batches/lock_queue.sql");
    query::execute(transaction, sql, &[&QUEUE_LOCK]).await?;
    Ok(())
}

/// The number of batches of all accounts that wait.
pub async fn count_waiting(client: &impl GenericClient, now: Timestamp) -> Result<i64> {
    let sql = include_str!("../queries/prediction_batches/count_waiting.sql");
    query::one(client, sql, &[&now], |row| Ok(row.try_get("count")?)).await
}

/// Stores a new batch, which waits.
pub async fn insert(transaction: &Transaction<'_>, new: &NewBatch) -> Result<()> {
    let NewBatch { id, owner, total, created_at, expires_at } = new;
    let sql = include_str!("../queries/prediction_batches/insert.sql");
    let stored = query::execute(transaction, sql, &[id, owner, total, created_at, expires_at]).await?;
    query::exactly("prediction_batches/insert", 1, stored)
}

/// A batch, if it is this account's and has not expired.
pub async fn find_owned(
    client: &impl GenericClient,
    id: PredictionBatchId,
    owner: UserId,
    now: Timestamp,
) -> Result<Option<Batch>> {
    let sql = include_str!("../queries/prediction_batches/find_owned.sql");
    query::optional(client, sql, &[&id, &owner, &now], decode).await
}

/// Locks a batch that is not finished and has not expired, until the end of the transaction.
pub async fn hold_unfinished(
    transaction: &Transaction<'_>,
    id: PredictionBatchId,
    now: Timestamp,
) -> Result<Option<Batch>> {
    let sql = include_str!("../queries/prediction_batches/hold_unfinished.sql");
    query::optional(transaction, sql, &[&id, &now], decode).await
}

/// Records that work on a locked batch begins, or begins anew with another model.
pub async fn begin(
    transaction: &Transaction<'_>,
    id: PredictionBatchId,
    model: &BatchModel,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/prediction_batches/begin.sql");
    let begun = query::execute(transaction, sql, &[&id, &model.version, &model.demo, &now]).await?;
    query::exactly("prediction_batches/begin", 1, begun)
}

/// Counts the finished items of a locked batch, and ends it if they are all: then it expires at `expires_at`. Returns its status.
pub async fn advance(
    transaction: &Transaction<'_>,
    id: PredictionBatchId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<PredictionBatchStatus> {
    let sql = include_str!("../queries/prediction_batches/advance.sql");
    query::one(transaction, sql, &[&id, &now, &expires_at], |row| Ok(row.try_get("status")?)).await
}

/// Ends batches that began before a time and are not finished. Returns their ids.
pub async fn fail_begun_before(
    connection: &Connection,
    before: Timestamp,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<Vec<PredictionBatchId>> {
    let sql = include_str!("../queries/prediction_batches/fail_begun_before.sql");
    let error = PredictionBatchError::TimedOut;
    query::all(connection, sql, &[&before, &now, &expires_at, &error], |row| Ok(row.try_get("id")?)).await
}

/// Unfinished batches of which nothing was heard since a time, longest first.
pub async fn list_idle(
    connection: &Connection,
    since: Timestamp,
    now: Timestamp,
    most: i64,
) -> Result<Vec<PredictionBatchId>> {
    let sql = include_str!("../queries/prediction_batches/list_idle.sql");
    query::all(connection, sql, &[&since, &now, &most], |row| Ok(row.try_get("id")?)).await
}

/// Deletes batches that have expired, with their items, at most `most`. Returns their number.
pub async fn delete_expired(connection: &Connection, now: Timestamp, most: i64) -> Result<u64> {
    let sql = include_str!("../queries/prediction_batches/delete_expired.sql");
    query::execute(connection, sql, &[&now, &most]).await
}

fn decode(row: &Row) -> Result<Batch> {
    let model: (Option<String>, Option<bool>) = (row.try_get("model_version")?, row.try_get("demo")?);
    Ok(Batch {
        id: row.try_get("id")?,
        status: row.try_get("status")?,
        total: row.try_get("total")?,
        error: row.try_get("error")?,
        model: model.0.zip(model.1).map(|(version, demo)| BatchModel { version, demo }),
        started_at: row.try_get("started_at")?,
    })
}
