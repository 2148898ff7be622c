//! Batches of screenings.
//!
//! A batch waits for its file as `uploading`, is worked on as `processing`, and ends as `done` or `failed`. A batch that has expired is no longer
//! found; maintenance deletes it.

use jiff::Timestamp;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, Transaction, query};
use sisuiq_model::{Page, ScreeningBatchError, ScreeningBatchId, ScreeningBatchStatus, SourceId, SourceRunId, UserId};
use tokio_postgres::Row;

/// A new batch, which waits for its file.
#[derive(Clone, Debug, PartialEq)]
pub struct NewBatch {
    /// Its id.
    pub id: ScreeningBatchId,
    /// The account that asked.
    pub requested_by: UserId,
    /// The name of the file.
    pub file_name: String,
    /// The key of the object.
    pub object_key: String,
    /// The length of the file in bytes.
    pub bytes: i64,
    /// The encoding that was asked for.
    pub encoding: Option<String>,
    /// The score from which an entry is a hit, if one was asked for.
    pub threshold: Option<f64>,
    /// The sources whose lists are searched; all enabled ones if none.
    pub sources: Option<Vec<SourceId>>,
    /// When the form of the upload ends.
    pub upload_until: Timestamp,
    /// Time of creation.
    pub created_at: Timestamp,
    /// When it is deleted.
    pub expires_at: Timestamp,
}

/// A batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Its id.
    pub id: ScreeningBatchId,
    /// The account that asked, unless it was erased.
    pub requested_by: Option<UserId>,
    /// Its progress.
    pub status: ScreeningBatchStatus,
    /// The name of the file.
    pub file_name: String,
    /// The key of the object.
    pub object_key: String,
    /// The encoding that was asked for, then the one that was read.
    pub encoding: Option<String>,
    /// The score from which an entry is a hit, if one was asked for.
    pub threshold: Option<f64>,
    /// The sources whose lists are searched; all enabled ones if none.
    pub sources: Option<Vec<SourceId>>,
    /// The versions of lists that are searched.
    pub lists: PinnedLists,
    /// Columns of the file that are not read.
    pub ignored_columns: Vec<String>,
    /// Numbers of its rows.
    pub rows: RowCounts,
    /// Alerts that were opened.
    pub alerts_opened: i32,
    /// The reason for its failure, and a sentence for people.
    pub error: Option<(ScreeningBatchError, String)>,
    /// When the form of the upload ends.
    pub upload_until: Timestamp,
    /// Time of creation.
    pub created_at: Timestamp,
    /// When its rows were read.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// When it is deleted.
    pub expires_at: Timestamp,
}

/// The lists that all rows of a batch are compared with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PinnedLists {
    /// The runs whose indexes are searched.
    pub versions: Vec<SourceRunId>,
    /// The scores from which their entries are hits, in the same order.
    pub thresholds: Vec<f64>,
    /// The sources whose lists cannot be searched.
    pub left_out: Vec<SourceId>,
}

/// Numbers of the rows of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows of the file.
    pub total: i32,
    /// Rows that were screened.
    pub screened: i32,
    /// Rows that are wrong.
    pub invalid: i32,
    /// Rows with hits.
    pub with_hits: i32,
    /// Rows that were erased.
    pub erased: i32,
}

/// What was read of the file of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    /// Its encoding.
    pub encoding: String,
    /// The lists that all rows are compared with.
    pub lists: PinnedLists,
    /// Columns that are not read.
    pub ignored_columns: Vec<String>,
    /// All rows.
    pub total: i32,
    /// Rows that are wrong.
    pub invalid: i32,
}

/// What was done for a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows that were screened.
    pub screened: i32,
    /// Those of them with hits.
    pub with_hits: i32,
    /// Alerts that were opened.
    pub alerts_opened: i32,
}

/// Stores a new batch.
pub async fn insert(transaction: &Transaction<'_>, new: &NewBatch) -> Result<()> {
    let sql = include_str!("../queries/screening_batches/insert.sql");
    let parameters: query::Parameters<'_> = &[
        &new.id,
        &new.requested_by,
        &new.file_name,
        &new.object_key,
        &new.bytes,
        &new.encoding,
        &new.threshold,
        &new.sources,
        &new.upload_until,
        &new.created_at,
        &new.expires_at,
    ];
    query::exactly("screening_batches/insert", 1, query::execute(transaction, sql, parameters).await?)
}

/// A batch that has not expired.
pub async fn find(client: &impl GenericClient, id: ScreeningBatchId, now: Timestamp) -> Result<Option<Batch>> {
    query::optional(client, include_str!("../queries/screening_batches/find.sql"), &[&id, &now], decode).await
}

/// Batches that have not expired, newest first, optionally only those of an account.
#[must_use]
pub fn list<'a>(now: &'a Timestamp, requested_by: Option<&'a UserId>, page: &'a Page<()>) -> List<'a, Batch> {
    let newest = SortOrder::with_cursor("created_at DESC, id DESC", "created_at, id");
    let filters = Filters::new([now]).only("requested_by = ?", requested_by);
    filters.list(include_str!("../queries/screening_batches/list.sql"), page, newest, decode)
}

/// Locks a batch that is not finished and has not expired, until the end of the transaction.
pub async fn hold_unfinished(
    transaction: &Transaction<'_>,
    id: ScreeningBatchId,
    now: Timestamp,
) -> Result<Option<Batch>> {
    let sql = include_str!("../queries/screening_batches/hold_unfinished.sql");
    query::optional(transaction, sql, &[&id, &now], decode).await
}

/// Records what was read of the file of a locked batch, which waited for it.
pub async fn begin(transaction: &Transaction<'_>, id: ScreeningBatchId, begun: &Begun, now: Timestamp) -> Result<()> {
    let Begun { encoding, lists, ignored_columns, total, invalid } = begun;
    let PinnedLists { versions, thresholds, left_out } = lists;
    let sql = include_str!("../queries/screening_batches/begin.sql");
    let parameters: query::Parameters<'_> =
        &[&id, &now, encoding, versions, thresholds, left_out, ignored_columns, total, invalid];
    query::exactly("screening_batches/begin", 1, query::execute(transaction, sql, parameters).await?)
}

/// Adds to the progress of a locked batch, and ends it if no row waits. Returns its status.
pub async fn advance(
    transaction: &Transaction<'_>,
    id: ScreeningBatchId,
    progress: &Progress,
    now: Timestamp,
) -> Result<ScreeningBatchStatus> {
    let Progress { screened, with_hits, alerts_opened } = progress;
    let sql = include_str!("../queries/screening_batches/advance.sql");
    let parameters: query::Parameters<'_> = &[&id, &now, screened, with_hits, alerts_opened];
    query::one(transaction, sql, parameters, |row| Ok(row.try_get("status")?)).await
}

/// Ends a batch that is not finished with the reason for its failure, and a sentence for people.
pub async fn fail(
    client: &impl GenericClient,
    id: ScreeningBatchId,
    error: ScreeningBatchError,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/screening_batches/fail.sql");
    query::execute(client, sql, &[&id, &now, &error, &text]).await?;
    Ok(())
}

/// Batches that are not finished and of which nothing was heard since a time.
pub async fn list_idle(
    client: &impl GenericClient,
    since: Timestamp,
    now: Timestamp,
    most: i64,
) -> Result<Vec<ScreeningBatchId>> {
    let sql = include_str!("../queries/screening_batches/list_idle.sql");
    query::all(client, sql, &[&since, &now, &most], |row| Ok(row.try_get("id")?)).await
}

/// Batches whose file is no longer needed and may still be stored, with its key.
pub async fn list_with_file(client: &impl GenericClient, most: i64) -> Result<Vec<(ScreeningBatchId, String)>> {
    let sql = include_str!("../queries/screening_batches/list_with_file.sql");
    query::all(client, sql, &[&most], |row| Ok((row.try_get("id")?, row.try_get("object_key")?))).await
}

/// Records that the file of a batch was deleted.
pub async fn forget_file(client: &impl GenericClient, id: ScreeningBatchId) -> Result<()> {
    query::execute(client, include_str!("../queries/screening_batches/forget_file.sql"), &[&id]).await?;
    Ok(())
}

/// The number of batches whose file has not been read.
pub async fn count_unread(client: &impl GenericClient) -> Result<i64> {
    let sql = include_str!("../queries/screening_batches/count_unread.sql");
    query::one(client, sql, &[], |row| Ok(row.try_get(0)?)).await
}

/// Locks the batches with rows of a subject or of a name, so that no other work on them is under way. Returns their ids.
pub async fn hold_of_subject(
    transaction: &Transaction<'_>,
    subject_key: Option<&[u8]>,
    name_key: Option<&[u8]>,
) -> Result<Vec<ScreeningBatchId>> {
    let sql = include_str!("../queries/screening_batches/hold_of_subject.sql");
    query::all(transaction, sql, &[&subject_key, &name_key], |row| Ok(row.try_get("id")?)).await
}

/// Counts erased rows, each by the batch that it was of.
pub async fn count_erased(transaction: &Transaction<'_>, rows: &[ScreeningBatchId]) -> Result<()> {
    query::execute(transaction, include_str!("../queries/screening_batches/count_erased.sql"), &[&rows]).await?;
    Ok(())
}

/// Deletes batches that expired before a time, with their rows, at most `most`.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/screening_batches/delete_expired.sql"), &[&before, &most]).await
}

fn decode(row: &Row) -> Result<Batch> {
    let error: (Option<ScreeningBatchError>, Option<String>) = (row.try_get("error_code")?, row.try_get("error")?);
    Ok(Batch {
        id: row.try_get("id")?,
        requested_by: row.try_get("requested_by")?,
        status: row.try_get("status")?,
        file_name: row.try_get("file_name")?,
        object_key: row.try_get("object_key")?,
        encoding: row.try_get("encoding")?,
        threshold: row.try_get("threshold")?,
        sources: row.try_get("sources")?,
        lists: PinnedLists {
            versions: row.try_get("list_versions")?,
            thresholds: row.try_get("list_thresholds")?,
            left_out: row.try_get("lists_left_out")?,
        },
        ignored_columns: row.try_get("ignored_columns")?,
        rows: RowCounts {
            total: row.try_get("rows_total")?,
            screened: row.try_get("rows_screened")?,
            invalid: row.try_get("rows_invalid")?,
            with_hits: row.try_get("rows_with_hits")?,
            erased: row.try_get("rows_erased")?,
        },
        alerts_opened: row.try_get("alerts_opened")?,
        error: error.0.zip(error.1),
        upload_until: row.try_get("upload_until")?,
        created_at: row.try_get("created_at")?,
        started_at: row.try_get("started_at")?,
        finished_at: row.try_get("finished_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
