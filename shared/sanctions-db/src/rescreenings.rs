//! Screenings of earlier subjects that new versions of lists make necessary.
//!
//! Each is of one run that added or changed entries, in whose transaction it is stored. It waits, is worked on as `processing`, and is `settling`
//! until no screening can have been compared with the version before.

use jiff::{SignedDuration, Timestamp};
use sisuiq_clock::later;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{RescreeningStatus, SourceId, SourceRunId};
use tokio_postgres::Row;

/// The time after which no screening is compared with the version before: that one may serve for ten minutes, and a request or the reading of a
/// file that has found it takes less than the rest.
const SETTLES: SignedDuration = SignedDuration::from_mins(15);

/// The advisory lock under which subjects are taken.
const TAKING: i64 = 0x5349_5355_6953;

/// The screening of earlier subjects with the entries that a run added or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rescreening {
    /// The run.
    pub run: SourceRunId,
    /// The source of the list.
    pub source: SourceId,
    /// Its progress.
    pub status: RescreeningStatus,
    /// Numbers of subjects and alerts.
    pub counts: RescreeningCounts,
    /// When the version of the list was stored.
    pub created_at: Timestamp,
    /// When no screening is compared with the version before any more.
    pub settles_at: Timestamp,
    /// When subjects were taken last.
    pub taken_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// Numbers of subjects and alerts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RescreeningCounts {
    /// Subjects that were taken.
    pub subjects: i32,
    /// Those that were screened.
    pub screened: i32,
    /// Those that were erased or expired before they were screened.
    pub gone: i32,
    /// Subjects beyond the most, which are not screened.
    pub left_out: i32,
    /// Screened ones with hits.
    pub with_hits: i32,
    /// Alerts that are new or open again.
    pub alerts_opened: i32,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rescreened {
    /// Subjects that were screened.
    pub screened: i32,
    /// Subjects of whom nothing is stored any more.
    pub gone: i32,
    /// Screened ones with hits.
    pub with_hits: i32,
    /// Alerts that are new or open again.
    pub alerts_opened: i32,
}

/// Stores the one of a run that added or changed entries.
pub async fn insert(transaction: &Transaction<'_>, run: SourceRunId, source: SourceId, now: Timestamp) -> Result<()> {
    let sql = include_str!("../queries/rescreenings/insert.sql");
    let settles_at = later(now, SETTLES);
    let stored = query::execute(transaction, sql, &[&run, &source, &now, &settles_at]).await?;
    query::exactly("rescreenings/insert", 1, stored)
}

/// The one of a run; `None` if the run changed no entry, or older code has stored the version.
pub async fn find(client: &impl GenericClient, run: SourceRunId) -> Result<Option<Rescreening>> {
    query::optional(client, include_str!("../queries/rescreenings/find.sql"), &[&run], decode).await
}

/// Locks one that is not finished until the end of the transaction.
pub async fn hold_unfinished(transaction: &Transaction<'_>, run: SourceRunId) -> Result<Option<Rescreening>> {
    query::optional(transaction, include_str!("../queries/rescreenings/hold_unfinished.sql"), &[&run], decode).await
}

/// The runs whose subjects can be screened now, oldest first: those that wait or have settled, and those of which nothing was heard since a time.
pub async fn list_due(
    client: &impl GenericClient,
    since: Timestamp,
    now: Timestamp,
    most: i64,
) -> Result<Vec<SourceRunId>> {
    let sql = include_str!("../queries/rescreenings/list_due.sql");
    query::all(client, sql, &[&since, &now, &most], |row| Ok(row.try_get("run_id")?)).await
}

/// Lets no erasure overlap with the taking of subjects until the end of the transaction.
pub async fn lock_taking(transaction: &Transaction<'_>) -> Result<()> {
    query::execute(transaction, include_str!("../queries/rescreenings/lock_taking.sql"), &[&TAKING]).await?;
    Ok(())
}

/// Waits until no subjects are being taken, and lets none be taken until the end of the transaction.
pub async fn await_taking(transaction: &Transaction<'_>) -> Result<()> {
    query::execute(transaction, include_str!("../queries/rescreenings/await_taking.sql"), &[&TAKING]).await?;
    Ok(())
}

/// Records that subjects were taken for a locked one, and how many are left out.
pub async fn begin(
    transaction: &Transaction<'_>,
    run: SourceRunId,
    taken: i32,
    left_out: i32,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/rescreenings/begin.sql");
    query::exactly("rescreenings/begin", 1, query::execute(transaction, sql, &[&run, &now, &taken, &left_out]).await?)
}

/// Adds to the progress of a locked one. If no subject waits, it ends, or settles first. Returns what it is then.
pub async fn advance(
    transaction: &Transaction<'_>,
    run: SourceRunId,
    done: &Rescreened,
    now: Timestamp,
) -> Result<Rescreening> {
    let Rescreened { screened, gone, with_hits, alerts_opened } = done;
    let sql = include_str!("../queries/rescreenings/advance.sql");
    query::one(transaction, sql, &[&run, &now, screened, gone, with_hits, alerts_opened], decode).await
}

/// Ends one without its remaining subjects; `false` if it had ended.
pub async fn fail(transaction: &Transaction<'_>, run: SourceRunId, now: Timestamp) -> Result<bool> {
    Ok(query::execute(transaction, include_str!("../queries/rescreenings/fail.sql"), &[&run, &now]).await? == 1)
}

/// The publisher's keys of the entries that a run added or changed, in order.
pub async fn list_keys(client: &impl GenericClient, run: SourceRunId) -> Result<Vec<String>> {
    let sql = include_str!("../queries/rescreenings/list_keys.sql");
    query::all(client, sql, &[&run], |row| Ok(row.try_get("key")?)).await
}

/// Locks those for which a subject or a name was taken, so that no other work on them is under way.
pub async fn hold_of_subject(
    transaction: &Transaction<'_>,
    subject_key: Option<&[u8]>,
    name_key: Option<&[u8]>,
) -> Result<Vec<SourceRunId>> {
    let sql = include_str!("../queries/rescreenings/hold_of_subject.sql");
    query::all(transaction, sql, &[&subject_key, &name_key], |row| Ok(row.try_get("run_id")?)).await
}

/// Counts subjects that were erased before they were screened, each by its run.
pub async fn count_gone(transaction: &Transaction<'_>, runs: &[SourceRunId]) -> Result<()> {
    query::execute(transaction, include_str!("../queries/rescreenings/count_gone.sql"), &[&runs]).await?;
    Ok(())
}

fn decode(row: &Row) -> Result<Rescreening> {
    Ok(Rescreening {
        run: row.try_get("run_id")?,
        source: row.try_get("source_id")?,
        status: row.try_get("status")?,
        counts: RescreeningCounts {
            subjects: row.try_get("subjects")?,
            screened: row.try_get("screened")?,
            gone: row.try_get("gone")?,
            left_out: row.try_get("left_out")?,
            with_hits: row.try_get("with_hits")?,
            alerts_opened: row.try_get("alerts_opened")?,
        },
        created_at: row.try_get("created_at")?,
        settles_at: row.try_get("settles_at")?,
        taken_at: row.try_get("taken_at")?,
        finished_at: row.try_get("finished_at")?,
    })
}
