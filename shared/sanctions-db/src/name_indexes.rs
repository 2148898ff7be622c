//! Indexes of the names of lists, for screening.

use jiff::{Timestamp, civil::Date};
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{SourceId, SourceRunId};
use tokio_postgres::Row;

/// An index of the names of one version of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameIndexObject {
    /// The run that stored this version of the list.
    pub run: SourceRunId,
    /// The key of the object.
    pub object_key: String,
    /// The SHA-256 of the object.
    pub sha256: Vec<u8>,
    /// The length of the object in bytes.
    pub bytes: i64,
    /// Entries of the list.
    pub entities: i32,
    /// Their names, aliases included.
    pub names: i32,
    /// Names that no search finds, because they have only legal forms or no letters.
    pub unsearchable: i32,
    /// The day of the list.
    pub day: Date,
    /// When this version was stored.
    pub created_at: Timestamp,
}

/// A list, and its current index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexedList {
    /// Its source.
    pub source: SourceId,
    /// The name of the source.
    pub name: String,
    /// Whether the source is read on schedule.
    pub is_enabled: bool,
    /// The score from which an entry is a hit, if the source states one.
    pub threshold: Option<f64>,
    /// The end of the last run that read the source, whether it had changed or not.
    pub read_at: Option<Timestamp>,
    /// The newest index of the format that was asked for.
    pub index: Option<NameIndexObject>,
}

/// Stores the index of a version of a list, in a format.
pub async fn insert(
    transaction: &Transaction<'_>,
    source: SourceId,
    format: i32,
    index: &NameIndexObject,
) -> Result<()> {
    let NameIndexObject { run, object_key, sha256, bytes, entities, names, unsearchable, day, created_at } = index;
    let sql = include_str!("../queries/name_indexes/insert.sql");
    let parameters: query::Parameters<'_> =
        &[run, &source, object_key, sha256, bytes, &format, entities, names, unsearchable, day, created_at];
    query::exactly("name_indexes/insert", 1, query::execute(transaction, sql, parameters).await?)
}

/// Whether a list has an index of a format, and the newest one is not lost.
pub async fn exists(client: &impl GenericClient, source: SourceId, format: i32) -> Result<bool> {
    let sql = include_str!("../queries/name_indexes/exists.sql");
    query::one(client, sql, &[&source, &format], |row| Ok(row.try_get("found")?)).await
}

/// Records that the object of an index is gone or damaged; `false` if that is known.
pub async fn note_loss(transaction: &Transaction<'_>, run: SourceRunId, now: Timestamp) -> Result<bool> {
    Ok(query::execute(transaction, include_str!("../queries/name_indexes/note_loss.sql"), &[&run, &now]).await? == 1)
}

/// Lists with their current index of a format, by name: these, or those of all enabled sources.
pub async fn list_current(
    client: &impl GenericClient,
    format: i32,
    sources: Option<&[SourceId]>,
) -> Result<Vec<IndexedList>> {
    query::all(client, include_str!("../queries/name_indexes/list_current.sql"), &[&format, &sources], decode).await
}

/// The lists of which these are versions, each with that version as its index, in their order.
pub async fn list_versions(client: &impl GenericClient, runs: &[SourceRunId]) -> Result<Vec<IndexedList>> {
    query::all(client, include_str!("../queries/name_indexes/list_versions.sql"), &[&runs], decode).await
}

fn decode(row: &Row) -> Result<IndexedList> {
    let run: Option<SourceRunId> = row.try_get("run_id")?;
    let index = run.map(|run| -> Result<NameIndexObject> {
        Ok(NameIndexObject {
            run,
            object_key: row.try_get("object_key")?,
            sha256: row.try_get("sha256")?,
            bytes: row.try_get("bytes")?,
            entities: row.try_get("entities")?,
            names: row.try_get("names")?,
            unsearchable: row.try_get("unsearchable")?,
            day: row.try_get("day")?,
            created_at: row.try_get("created_at")?,
        })
    });
    Ok(IndexedList {
        source: row.try_get("id")?,
        name: row.try_get("name")?,
        is_enabled: row.try_get("is_enabled")?,
        threshold: row.try_get("threshold")?,
        read_at: row.try_get("read_at")?,
        index: index.transpose()?,
    })
}
