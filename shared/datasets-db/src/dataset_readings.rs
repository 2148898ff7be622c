//! Reading the files of datasets: from the arrival of a file to the stored figures and the columnar copy.

use crate::datasets::{Dataset, decode};
use jiff::Timestamp;
use serde_json::{Value, value::RawValue};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DatasetId, FailureReason};
use tokio_postgres::types::Json;

/// The object that was uploaded for a table.
#[derive(Clone, Debug)]
pub struct UploadedTable<'a> {
    /// Its entity tag, without quotation marks.
    pub etag: &'a str,
    /// Its version in the bucket.
    pub version_id: Option<&'a str>,
    /// Its size in bytes.
    pub size: i64,
}

/// How a file is to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingOrder {
    /// The revision that the result is stored for.
    pub revision: i32,
    /// The user's corrections.
    pub mapping: Value,
}

/// The figures of a table that was read.
#[derive(Clone, Debug)]
pub struct Figures<'a> {
    /// The payload: an object.
    pub payload: &'a Value,
    /// SHA-256 of the file in lower-case hex.
    pub sha256: &'a str,
    /// Computing time of the figures in milliseconds.
    pub analytics_ms: i64,
}

/// A columnar copy that is stored, and what is known of its table.
#[derive(Clone, Debug)]
pub struct StoredCopy<'a> {
    /// The profile of the columns.
    pub profile: &'a RawValue,
    /// How the file was read.
    pub account: &'a Value,
    /// Number of rows.
    pub row_count: i64,
    /// Number of columns.
    pub column_count: i32,
}

/// Those that are neither ready nor failed and have not changed since `since`, longest first.
pub async fn find_unfinished(client: &impl GenericClient, since: Timestamp, limit: i64) -> Result<Vec<Dataset>> {
    let sql = include_str!("../queries/dataset_readings/find_unfinished.sql");
    query::all(client, sql, &[&since, &limit], decode).await
}

/// Pins the first uploaded object and starts the work, also again after a failure with one of the codes `resumes`. `None` when
/// another object was first, the work has ended otherwise, or the dataset is hidden.
pub async fn pin(
    client: &impl GenericClient,
    id: DatasetId,
    object: &UploadedTable<'_>,
    resumes: &[&str],
    now: Timestamp,
) -> Result<Option<ReadingOrder>> {
    let sql = include_str!("../queries/dataset_readings/pin.sql");
    let parameters: query::Parameters<'_> = &[&id, &object.etag, &object.version_id, &object.size, &now, &resumes];
    query::optional(client, sql, parameters, |row| {
        let Json(mapping) = row.try_get("mapping")?;
        Ok(ReadingOrder { revision: row.try_get("revision")?, mapping })
    })
    .await
}

/// Stores the result of reading a revision in one step; `false` when there is a newer revision, the work has ended already, or
/// the dataset is hidden.
pub async fn store(
    client: &impl GenericClient,
    (id, revision): (DatasetId, i32),
    figures: &Figures<'_>,
    copy: &StoredCopy<'_>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/dataset_readings/store.sql");
    let parameters: query::Parameters<'_> = &[
        &id,
        &revision,
        &Json(figures.payload),
        &figures.sha256,
        &figures.analytics_ms,
        &now,
        &Json(copy.profile),
        &Json(copy.account),
        &copy.row_count,
        &copy.column_count,
    ];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Stores a copy of a dataset that is ready, whose figures stay; `false` when there is a newer revision, or the dataset is hidden.
pub async fn store_copy(
    client: &impl GenericClient,
    (id, revision): (DatasetId, i32),
    copy: &StoredCopy<'_>,
) -> Result<bool> {
    let sql = include_str!("../queries/dataset_readings/store_copy.sql");
    let parameters: query::Parameters<'_> =
        &[&id, &revision, &Json(copy.profile), &Json(copy.account), &copy.row_count, &copy.column_count];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Ends the work on a revision with a code and a sentence that a person understands; `false` when it had ended already, or there
/// is a newer revision.
pub async fn fail(
    client: &impl GenericClient,
    (id, revision): (DatasetId, i32),
    reason: FailureReason<'_>,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/dataset_readings/fail.sql");
    Ok(query::execute(client, sql, &[&id, &revision, &reason.code, &reason.detail, &now]).await? == 1)
}

/// Chooses datasets that are ready without a copy and whose copy was not begun since `since`, and notes that it is begun now.
pub async fn begin_copies(
    client: &impl GenericClient,
    since: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<DatasetId>> {
    let sql = include_str!("../queries/dataset_readings/begin_copies.sql");
    query::all(client, sql, &[&since, &now, &limit], |row| Ok(row.try_get("id")?)).await
}

/// Notes that the copy of a revision is not in the store; `false` when it was noted already, or there is another one.
pub async fn lose_copy(client: &impl GenericClient, id: DatasetId, revision: i32) -> Result<bool> {
    let sql = include_str!("../queries/dataset_readings/lose_copy.sql");
    Ok(query::execute(client, sql, &[&id, &revision]).await? == 1)
}
