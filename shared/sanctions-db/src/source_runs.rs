//! Runs of sources: one attempt each to find out whether a source has changed, and to take over what has.

use jiff::Timestamp;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, Transaction, query};
use sisuiq_model::{DocumentId, DocumentStatus, Page, RunStatus, RunTrigger, SourceId, SourceRunId, UserId};
use tokio_postgres::Row;

/// A run.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRun {
    /// Its id.
    pub id: SourceRunId,
    /// The source that it reads.
    pub source: SourceId,
    /// What started it.
    pub trigger: RunTrigger,
    /// Its progress.
    pub status: RunStatus,
    /// Why it failed.
    pub failure: Option<RunFailure>,
    /// What it found, once records were compared.
    pub counts: Option<RunCounts>,
    /// Time of the request.
    pub created_at: Timestamp,
    /// Time at which work began.
    pub started_at: Option<Timestamp>,
    /// Time at which it ended.
    pub finished_at: Option<Timestamp>,
}

/// Why a run failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFailure {
    /// A stable code; 40 characters of it are stored.
    pub code: String,
    /// A sentence for people; 500 characters of it are stored.
    pub text: String,
}

/// Numbers of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunCounts {
    /// Records of the source.
    pub records: i32,
    /// Records that were not there before.
    pub added: i32,
    /// Records with another content.
    pub changed: i32,
    /// Records that are no longer there.
    pub removed: i32,
}

/// A run that this process works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The source that it reads.
    pub source: SourceId,
    /// The number of attempts, this one included.
    pub attempts: i32,
    /// Whether a list or a law is taken over that lost more than a fifth.
    pub accepts_loss: bool,
}

/// A new run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewRun {
    /// Its id.
    pub id: SourceRunId,
    /// The source that it reads.
    pub source: SourceId,
    /// What starts it.
    pub trigger: RunTrigger,
    /// The account that asked for it.
    pub requested_by: Option<UserId>,
    /// Whether a list or a law is taken over that lost more than a fifth.
    pub accepts_loss: bool,
}

/// Stores a run, which waits; `false` if the source has an unfinished one.
pub async fn insert(client: &impl GenericClient, new: &NewRun, now: Timestamp) -> Result<bool> {
    let NewRun { id, source, trigger, requested_by, accepts_loss } = new;
    let sql = include_str!("../queries/source_runs/insert.sql");
    Ok(query::execute(client, sql, &[id, source, trigger, requested_by, accepts_loss, &now]).await? == 1)
}

/// Takes over a run until a time, unless it is not at this step or somebody else works on it.
pub async fn claim(
    client: &impl GenericClient,
    id: SourceRunId,
    step: RunStatus,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Claimed>> {
    let sql = include_str!("../queries/source_runs/claim.sql");
    query::optional(client, sql, &[&id, &now, &until, &step], |row| {
        Ok(Claimed {
            source: row.try_get("source_id")?,
            attempts: row.try_get("attempts")?,
            accepts_loss: row.try_get("accepts_loss")?,
        })
    })
    .await
}

/// Lets nobody work on an unfinished run before a time.
pub async fn postpone(client: &impl GenericClient, id: SourceRunId, now: Timestamp, until: Timestamp) -> Result<()> {
    query::execute(client, include_str!("../queries/source_runs/postpone.sql"), &[&id, &now, &until]).await?;
    Ok(())
}

/// Hands a run that was fetched over to processing; `false` if it is not at this step.
pub async fn hand_over(transaction: &Transaction<'_>, id: SourceRunId, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/source_runs/hand_over.sql");
    Ok(query::execute(transaction, sql, &[&id, &now]).await? == 1)
}

/// Leaves a run that was fetched to the ingestion of the document that it made; `false` if it is not at this step.
pub async fn embed(
    transaction: &Transaction<'_>,
    id: SourceRunId,
    document: DocumentId,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/source_runs/embed.sql");
    Ok(query::execute(transaction, sql, &[&id, &document, &now]).await? == 1)
}

/// The account that documents of a run belong to: who asked for it, if that is an administrator, or else the administrator of
/// longest standing; `None` if there is no administrator.
pub async fn find_owner(client: &impl GenericClient, id: SourceRunId) -> Result<Option<UserId>> {
    let sql = include_str!("../queries/source_runs/find_owner.sql");
    query::optional(client, sql, &[&id], |row| Ok(row.try_get("id")?)).await
}

/// The law that a run fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedLaw {
    /// The key of the file as it was fetched.
    pub file_key: String,
    /// The document that was made of it; `None` if somebody deleted it.
    pub document: Option<LawDocument>,
}

/// A document that was made of fetched law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawDocument {
    /// Its id.
    pub id: DocumentId,
    /// The key that its file is ingested from.
    pub object_key: String,
    /// Its progress.
    pub status: DocumentStatus,
    /// The code of why it cannot be read.
    pub error_code: Option<String>,
}

/// The law that a run fetched; `None` if it is the run of a list, or has fetched nothing.
pub async fn find_law(client: &impl GenericClient, id: SourceRunId) -> Result<Option<FetchedLaw>> {
    query::optional(client, include_str!("../queries/source_runs/find_law.sql"), &[&id], |row| {
        let document: Option<DocumentId> = row.try_get("id")?;
        let document = document.map(|id| -> Result<LawDocument> {
            Ok(LawDocument {
                id,
                object_key: row.try_get("object_key")?,
                status: row.try_get("status")?,
                error_code: row.try_get("error_code")?,
            })
        });
        Ok(FetchedLaw { file_key: row.try_get("file_key")?, document: document.transpose()? })
    })
    .await
}

/// The document with the text of a source that applies until another one does; `None` if there is none.
pub async fn find_former_law(client: &impl GenericClient, source: SourceId) -> Result<Option<DocumentId>> {
    let sql = include_str!("../queries/source_runs/find_former_law.sql");
    query::optional(client, sql, &[&source], |row| Ok(row.try_get("id")?)).await
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// The source has not changed.
    NoChange,
    /// What is new is taken over, with its numbers if records were compared.
    Done(Option<RunCounts>),
    /// It failed.
    Failed(RunFailure),
}

/// Ends a run, and returns the time at which it was requested; `None` if it had ended.
pub async fn finish(
    transaction: &Transaction<'_>,
    id: SourceRunId,
    end: &RunEnd,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let (status, failure, counts) = match end {
        RunEnd::NoChange => (RunStatus::NoChange, None, None),
        RunEnd::Done(counts) => (RunStatus::Done, None, counts.as_ref()),
        RunEnd::Failed(failure) => (RunStatus::Failed, Some(failure), None),
    };
    let (code, text) = failure.map(|failure| (&failure.code, &failure.text)).unzip();
    let (records, added) = counts.map(|counts| (counts.records, counts.added)).unzip();
    let (changed, removed) = counts.map(|counts| (counts.changed, counts.removed)).unzip();
    let sql = include_str!("../queries/source_runs/finish.sql");
    let parameters: query::Parameters<'_> = &[&id, &status, &code, &text, &now, &records, &added, &changed, &removed];
    query::optional(transaction, sql, parameters, |row| Ok(row.try_get("created_at")?)).await
}

/// Unfinished runs that nobody works on, with their step: those that were held until before `now`, and those that nobody has claimed since `asked_before`.
pub async fn list_idle(
    client: &impl GenericClient,
    now: Timestamp,
    asked_before: Timestamp,
    most: i64,
) -> Result<Vec<(SourceRunId, RunStatus)>> {
    let sql = include_str!("../queries/source_runs/list_idle.sql");
    query::all(client, sql, &[&now, &asked_before, &most], |row| Ok((row.try_get("id")?, row.try_get("status")?))).await
}

/// Runs of a source, newest first, optionally only those with a status.
#[must_use]
pub fn list<'a>(source: &'a SourceId, status: Option<&'a RunStatus>, page: &'a Page<()>) -> List<'a, SourceRun> {
    let newest = SortOrder::with_cursor("created_at DESC, id DESC", "created_at, id");
    let filters = Filters::new([source]).only("status = ?", status);
    filters.list(include_str!("../queries/source_runs/list.sql"), page, newest, decode)
}

/// A run; `None` when there is none.
pub async fn find(client: &impl GenericClient, id: SourceRunId) -> Result<Option<SourceRun>> {
    query::optional(client, include_str!("../queries/source_runs/find.sql"), &[&id], decode).await
}

fn decode(row: &Row) -> Result<SourceRun> {
    let failure: (Option<String>, Option<String>) = (row.try_get("error_code")?, row.try_get("error")?);
    let counts: (Option<i32>, Option<i32>) = (row.try_get("records")?, row.try_get("added")?);
    let others: (Option<i32>, Option<i32>) = (row.try_get("changed")?, row.try_get("removed")?);
    Ok(SourceRun {
        id: row.try_get("id")?,
        source: row.try_get("source_id")?,
        trigger: row.try_get("trigger")?,
        status: row.try_get("status")?,
        failure: failure.0.zip(failure.1).map(|(code, text)| RunFailure { code, text }),
        counts: match (counts, others) {
            ((Some(records), Some(added)), (Some(changed), Some(removed))) => {
                Some(RunCounts { records, added, changed, removed })
            }
            _ => None,
        },
        created_at: row.try_get("created_at")?,
        started_at: row.try_get("started_at")?,
        finished_at: row.try_get("finished_at")?,
    })
}
