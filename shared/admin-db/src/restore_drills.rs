//! Restore drills and their outcome.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use uuid::Uuid;

/// A restore drill.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RestoreDrill {
    /// Its id.
    pub id: Uuid,
    /// `running`, `passed`, `failed` or `skipped`.
    pub status: String,
    /// Time of the beginning.
    pub started_at: Timestamp,
    /// Time of the end.
    pub finished_at: Option<Timestamp>,
    /// What it found, up to a failure.
    pub findings: Findings,
    /// Reason why it failed or was skipped.
    pub error: Option<String>,
}

/// What a drill found.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Findings {
    /// The backup that was restored.
    pub backup: Option<Uuid>,
    /// Restored tables that equal those of the backup.
    pub tables: i32,
    /// Their rows.
    pub rows: i64,
    /// Points that the restored rows ask for, of documents that have not changed since.
    pub points_expected: i64,
    /// Points of these documents in the vector store.
    pub points_found: i64,
    /// Questions that were asked.
    pub questions_asked: i32,
    /// Questions with the expected answer.
    pub questions_answered: i32,
}

/// The state of the drills.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Record {
    /// When the first known drill began; none before it.
    pub first_at: Option<Timestamp>,
    /// When the last one that passed ended.
    pub passed_at: Option<Timestamp>,
    /// True if the last one that passed or failed has failed.
    pub is_failed: bool,
}

/// Records the start of a drill.
///
/// # Errors
/// The database failed or is unavailable.
pub async fn begin(client: &impl GenericClient, id: Uuid, now: Timestamp) -> Result<()> {
    let begun = query::execute(client, include_str!("../queries/restore_drills/begin.sql"), &[&id, &now]).await?;
    query::exactly("restore_drills/begin", 1, begun)
}

/// Records the end of a drill: `passed`, or `failed` or `skipped` with a reason.
///
/// # Errors
/// The database failed or is unavailable.
pub async fn finish(
    client: &impl GenericClient,
    id: Uuid,
    (status, error): (&str, Option<&str>),
    now: Timestamp,
    findings: Findings,
) -> Result<()> {
    let Findings { backup, tables, rows, points_expected, points_found, questions_asked, questions_answered } =
        findings;
    let parameters: query::Parameters<'_> = &[
        &id,
        &status,
        &now,
        &backup,
        &tables,
        &rows,
        &points_expected,
        &points_found,
        &questions_asked,
        &questions_answered,
        &error,
    ];
    let finished = query::execute(client, include_str!("../queries/restore_drills/finish.sql"), parameters).await?;
    query::exactly("restore_drills/finish", 1, finished)
}

/// Records why drills that began before `before` and have no end have failed.
///
/// # Errors
/// The database failed or is unavailable.
pub async fn fail_killed(client: &impl GenericClient, before: Timestamp, now: Timestamp, error: &str) -> Result<()> {
    let sql = include_str!("../queries/restore_drills/fail_killed.sql");
    query::execute(client, sql, &[&before, &now, &error]).await?;
    Ok(())
}

/// Deletes drills that began before `before`.
///
/// # Errors
/// The database failed or is unavailable.
pub async fn delete_old(client: &impl GenericClient, before: Timestamp) -> Result<()> {
    query::execute(client, include_str!("../queries/restore_drills/delete_old.sql"), &[&before]).await?;
    Ok(())
}

/// The drill that began last.
///
/// # Errors
/// The database failed or is unavailable.
pub async fn find_last(client: &impl GenericClient) -> Result<Option<RestoreDrill>> {
    query::optional(client, include_str!("../queries/restore_drills/find_last.sql"), &[], |row| {
        Ok(RestoreDrill {
            id: row.try_get("id")?,
            status: row.try_get("status")?,
            started_at: row.try_get("started_at")?,
            finished_at: row.try_get("finished_at")?,
            findings: Findings {
                backup: row.try_get("backup_id")?,
                tables: row.try_get("tables")?,
                rows: row.try_get("rows")?,
                points_expected: row.try_get("points_expected")?,
                points_found: row.try_get("points_found")?,
                questions_asked: row.try_get("questions_asked")?,
                questions_answered: row.try_get("questions_answered")?,
            },
            error: row.try_get("error")?,
        })
    })
    .await
}

/// The state of the drills.
///
/// # Errors
/// The database failed or is unavailable.
pub async fn read_record(client: &impl GenericClient) -> Result<Record> {
    query::one(client, include_str!("../queries/restore_drills/read_record.sql"), &[], |row| {
        Ok(Record {
            first_at: row.try_get("first_at")?,
            passed_at: row.try_get("passed_at")?,
            is_failed: row.try_get("is_failed")?,
        })
    })
    .await
}
