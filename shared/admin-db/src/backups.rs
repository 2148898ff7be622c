//! Backups and their outcome.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use tokio_postgres::Row;
use uuid::Uuid;

/// A backup, as it is known of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Backup {
    /// Its id.
    pub id: Uuid,
    /// `running`, `complete` or `failed`.
    pub status: String,
    /// Time of the beginning; it contains all that was committed by then.
    pub started_at: Timestamp,
    /// Time when it was complete, or failed.
    pub finished_at: Option<Timestamp>,
    /// Extent.
    pub extent: Extent,
    /// Time of the last successful verification.
    pub verified_at: Option<Timestamp>,
    /// Reason of the failure.
    pub error: Option<String>,
}

/// The newest backup that is complete and verified.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Newest {
    /// Time of the beginning.
    pub started_at: Timestamp,
    /// Bytes that are stored of it.
    pub stored_bytes: i64,
    /// Time of the last successful verification of any complete backup.
    pub verified_at: Timestamp,
}

/// The extent of a backup.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Extent {
    /// Tables.
    pub tables: i32,
    /// Rows.
    pub rows: i64,
    /// Bytes of these rows.
    pub bytes: i64,
    /// Bytes that are stored of them.
    pub stored_bytes: i64,
}

/// Records the start of a backup.
pub async fn begin(client: &impl GenericClient, id: Uuid, now: Timestamp) -> Result<()> {
    let begun = query::execute(client, include_str!("../queries/backups/begin.sql"), &[&id, &now]).await?;
    query::exactly("backups/begin", 1, begun)
}

/// Notes that one is complete, also one that is not noted yet because another database took it.
pub async fn complete(
    client: &impl GenericClient,
    id: Uuid,
    started_at: Timestamp,
    finished_at: Timestamp,
    extent: Extent,
) -> Result<()> {
    let sql = include_str!("../queries/backups/complete.sql");
    let Extent { tables, rows, bytes, stored_bytes } = extent;
    query::execute(client, sql, &[&id, &started_at, &finished_at, &tables, &rows, &bytes, &stored_bytes]).await?;
    Ok(())
}

/// Records why a backup failed; it no longer counts as verified.
pub async fn fail(client: &impl GenericClient, id: Uuid, now: Timestamp, error: &str) -> Result<()> {
    query::execute(client, include_str!("../queries/backups/fail.sql"), &[&id, &now, &error]).await?;
    Ok(())
}

/// Records why a backup that was never verified could not be read back.
pub async fn fail_unread(client: &impl GenericClient, id: Uuid, now: Timestamp, error: &str) -> Result<()> {
    query::execute(client, include_str!("../queries/backups/fail_unread.sql"), &[&id, &now, &error]).await?;
    Ok(())
}

/// Notes that one was read back whole.
pub async fn verify(client: &impl GenericClient, id: Uuid, now: Timestamp) -> Result<()> {
    query::execute(client, include_str!("../queries/backups/verify.sql"), &[&id, &now]).await?;
    Ok(())
}

/// Deletes the row of a backup that is removed from the bucket.
pub async fn delete(client: &impl GenericClient, id: Uuid) -> Result<()> {
    query::execute(client, include_str!("../queries/backups/delete.sql"), &[&id]).await?;
    Ok(())
}

/// Deletes those that began before `before` and are not complete.
pub async fn delete_failed(client: &impl GenericClient, before: Timestamp) -> Result<u64> {
    query::execute(client, include_str!("../queries/backups/delete_failed.sql"), &[&before]).await
}

/// The newest complete and verified backup.
pub async fn newest(client: &impl GenericClient) -> Result<Option<Newest>> {
    query::optional(client, include_str!("../queries/backups/newest.sql"), &[], |row| {
        Ok(Newest {
            started_at: row.try_get("started_at")?,
            stored_bytes: row.try_get("stored_bytes")?,
            verified_at: row.try_get("verified_at")?,
        })
    })
    .await
}

/// Backups that began before `before` and have no recorded end.
pub async fn find_running(client: &impl GenericClient, before: Timestamp) -> Result<Vec<Uuid>> {
    let sql = include_str!("../queries/backups/find_running.sql");
    query::all(client, sql, &[&before], |row| Ok(row.try_get("id")?)).await
}

/// Lists backups, newest first.
pub async fn list(client: &impl GenericClient, most: i64) -> Result<Vec<Backup>> {
    query::all(client, include_str!("../queries/backups/list.sql"), &[&most], decode).await
}

fn decode(row: &Row) -> Result<Backup> {
    Ok(Backup {
        id: row.try_get("id")?,
        status: row.try_get("status")?,
        started_at: row.try_get("started_at")?,
        finished_at: row.try_get("finished_at")?,
        extent: Extent {
            tables: row.try_get("tables")?,
            rows: row.try_get("rows")?,
            bytes: row.try_get("bytes")?,
            stored_bytes: row.try_get("stored_bytes")?,
        },
        verified_at: row.try_get("verified_at")?,
        error: row.try_get("error")?,
    })
}
