//! Rows of batches of screenings.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_db::{DatabaseError, GenericClient, Result, Transaction, query};
use sisuiq_model::{AlertId, ListEntityId, ListEntityKind, ScreeningBatchId, SourceId};
use tokio_postgres::types::Json;

/// A row of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRow {
    /// Its place among the rows of the file, from 1.
    pub number: i32,
    /// The caller's own id of the subject.
    pub reference: Option<String>,
    /// Whom it is about, or why it is wrong.
    pub content: std::result::Result<NewSubject, WrongRow>,
}

/// The subject of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSubject {
    /// Its identity: SHA-256.
    pub subject_key: Vec<u8>,
    /// The identity of its name: SHA-256.
    pub name_key: Vec<u8>,
    /// The subject as it was given.
    pub subject: Value,
}

/// A row that is not screened.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongRow {
    /// The identity of its name, by which it is erased, if it has a name: SHA-256.
    pub name_key: Option<Vec<u8>>,
    /// Why it is wrong, without what was given.
    pub errors: Vec<RowError>,
}

/// Something wrong with a row.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// The field, such as `birth_date`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// A row that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingRow {
    /// Its place among the rows of the file.
    pub number: i32,
    /// The subject as it was given.
    pub subject: Value,
}

/// A row that was screened.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenedRow {
    /// Its place among the rows of the file.
    pub number: i32,
    /// The entries that resemble the subject, best first.
    pub hits: Vec<RowHit>,
    /// Whether there are more.
    pub is_truncated: bool,
}

/// An entry that resembles the subject of a row.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct RowHit {
    /// The entry.
    pub entity_id: ListEntityId,
    /// The version of the entry.
    pub entity_version: i32,
    /// The source of its list.
    pub source_id: SourceId,
    /// The key that its publisher gives it.
    pub key: String,
    /// The kind of the entry.
    pub kind: ListEntityKind,
    /// The name of the entry that is most alike.
    pub listed_name: String,
    /// The name under which the list has it.
    pub primary_name: String,
    /// The score.
    pub score: f64,
    /// The alert.
    pub alert_id: AlertId,
}

/// A row with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RowResult {
    /// Its place among the rows of the file.
    pub number: i32,
    /// The caller's own id of the subject.
    pub reference: Option<String>,
    /// The name; `None` if the row is wrong.
    pub name: Option<String>,
    /// Why it is wrong.
    pub errors: Vec<RowError>,
    /// The entries that resemble the subject; `None` if it was not screened.
    pub hits: Option<Vec<RowHit>>,
    /// Whether there are more.
    pub is_truncated: bool,
}

/// Which rows are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those with hits.
    Hits,
    /// Those that are wrong.
    Invalid,
}

/// Stores rows of a locked batch.
pub async fn insert_all(transaction: &Transaction<'_>, batch: ScreeningBatchId, rows: &[NewRow]) -> Result<()> {
    let numbers: Vec<i32> = rows.iter().map(|row| row.number).collect();
    let references: Vec<Option<&str>> = rows.iter().map(|row| row.reference.as_deref()).collect();
    let subjects: Vec<Option<&NewSubject>> = rows.iter().map(|row| row.content.as_ref().ok()).collect();
    let keys: Vec<Option<&[u8]>> = subjects.iter().map(|row| row.map(|row| row.subject_key.as_slice())).collect();
    let names: Vec<Option<&[u8]>> = rows.iter().map(name_key).collect();
    let given: Vec<Option<&Value>> = subjects.iter().map(|row| row.map(|row| &row.subject)).collect();
    let errors: Vec<Option<Json<&Vec<RowError>>>> =
        rows.iter().map(|row| row.content.as_ref().err().map(|wrong| Json(&wrong.errors))).collect();
    let sql = include_str!("../queries/screening_batch_rows/insert_all.sql");
    let parameters: query::Parameters<'_> = &[&batch, &numbers, &references, &keys, &names, &given, &errors];
    let stored = query::execute(transaction, sql, parameters).await?;
    query::exactly("screening_batch_rows/insert_all", rows.len() as u64, stored)
}

fn name_key(row: &NewRow) -> Option<&[u8]> {
    match &row.content {
        Ok(subject) => Some(&subject.name_key),
        Err(wrong) => wrong.name_key.as_deref(),
    }
}

/// The next rows of a batch that wait, in their order.
pub async fn list_waiting(
    transaction: &Transaction<'_>,
    batch: ScreeningBatchId,
    most: i64,
) -> Result<Vec<WaitingRow>> {
    let sql = include_str!("../queries/screening_batch_rows/list_waiting.sql");
    query::all(transaction, sql, &[&batch, &most], |row| {
        Ok(WaitingRow { number: row.try_get("number")?, subject: row.try_get("subject")? })
    })
    .await
}

/// Stores what was found for rows that wait.
pub async fn finish(
    transaction: &Transaction<'_>,
    batch: ScreeningBatchId,
    rows: &[ScreenedRow],
    now: Timestamp,
) -> Result<()> {
    let numbers: Vec<i32> = rows.iter().map(|row| row.number).collect();
    let hits: Vec<Json<&Vec<RowHit>>> = rows.iter().map(|row| Json(&row.hits)).collect();
    let truncated: Vec<bool> = rows.iter().map(|row| row.is_truncated).collect();
    let sql = include_str!("../queries/screening_batch_rows/finish.sql");
    let stored = query::execute(transaction, sql, &[&batch, &now, &numbers, &hits, &truncated]).await?;
    query::exactly("screening_batch_rows/finish", rows.len() as u64, stored)
}

/// The first rows of a batch that are wrong: number, the caller's own id of the subject, and errors.
pub async fn list_invalid(
    client: &impl GenericClient,
    batch: ScreeningBatchId,
    most: i64,
) -> Result<Vec<(i32, Option<String>, Vec<RowError>)>> {
    let sql = include_str!("../queries/screening_batch_rows/list_invalid.sql");
    query::all(client, sql, &[&batch, &most], |row| {
        let Json(errors) = row.try_get("errors").map_err(DatabaseError::from)?;
        Ok((row.try_get("number")?, row.try_get("reference")?, errors))
    })
    .await
}

/// The rows of a batch after a number, in their order, with what came of them.
pub async fn list_results(
    client: &impl GenericClient,
    batch: ScreeningBatchId,
    after: i32,
    only: Option<Only>,
    most: i64,
) -> Result<Vec<RowResult>> {
    let only = only.map(|only| match only {
        Only::Hits => "hits",
        Only::Invalid => "invalid",
    });
    let sql = include_str!("../queries/screening_batch_rows/list_results.sql");
    query::all(client, sql, &[&batch, &after, &only, &most], |row| {
        let errors: Option<Json<Vec<RowError>>> = row.try_get("errors").map_err(DatabaseError::from)?;
        let hits: Option<Json<Vec<RowHit>>> = row.try_get("hits").map_err(DatabaseError::from)?;
        Ok(RowResult {
            number: row.try_get("number")?,
            reference: row.try_get("reference")?,
            name: row.try_get("name")?,
            errors: errors.map(|Json(errors)| errors).unwrap_or_default(),
            hits: hits.map(|Json(hits)| hits),
            is_truncated: row.try_get("is_truncated")?,
        })
    })
    .await
}

/// Erases the rows of a subject or of a name. Returns the batch of each.
pub async fn erase(
    transaction: &Transaction<'_>,
    subject_key: Option<&[u8]>,
    name_key: Option<&[u8]>,
) -> Result<Vec<ScreeningBatchId>> {
    let sql = include_str!("../queries/screening_batch_rows/erase.sql");
    query::all(transaction, sql, &[&subject_key, &name_key], |row| Ok(row.try_get("batch_id")?)).await
}
