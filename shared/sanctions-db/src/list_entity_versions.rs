//! What lists said of their entries, and from when to when.

use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{ListEntityId, ListEntityKind, SourceRunId};
use tokio_postgres::Row;

/// A new version of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct NewVersion {
    /// The entry.
    pub entity: ListEntityId,
    /// The number of the version, from 1.
    pub number: i32,
    /// The SHA-256 of the content.
    pub content_sha256: Vec<u8>,
    /// The kind of the entry.
    pub kind: ListEntityKind,
    /// The name under which the list has it.
    pub name: String,
    /// All names in lower case, those of other scripts also in Latin letters, one a line.
    pub names: String,
    /// What the list says.
    pub content: Value,
}

/// The moment of a list at which versions begin or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The run that brought it.
    pub run: SourceRunId,
    /// The day of the list.
    pub day: Date,
    /// The time at which the product learned of it.
    pub known_at: Timestamp,
}

/// When a list said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The day of the list that said it first.
    pub valid_from: Date,
    /// The day of the list that no longer said it; `None` if the latest one does.
    pub valid_to: Option<Date>,
    /// When the product learned of it.
    pub known_from: Timestamp,
    /// When the product learned of its end.
    pub known_to: Option<Timestamp>,
}

/// What a list said of an entry, and from when to when.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityVersion {
    /// Its number, from 1.
    pub number: i32,
    /// The kind of the entry.
    pub kind: ListEntityKind,
    /// The name under which the list has it.
    pub name: String,
    /// The run that brought it.
    pub begun_by: SourceRunId,
    /// The run that ended it.
    pub ended_by: Option<SourceRunId>,
    /// When the list said so.
    pub validity: Validity,
    /// What the list says.
    pub content: Value,
}

/// Versions of an entry, oldest first, at most `most`.
pub async fn list(client: &impl GenericClient, entity: ListEntityId, most: i64) -> Result<Vec<EntityVersion>> {
    query::all(client, include_str!("../queries/list_entity_versions/list.sql"), &[&entity, &most], decode).await
}

/// What the list said of an entry on a day; `None` when it did not have it.
pub async fn find_at(client: &impl GenericClient, entity: ListEntityId, day: Date) -> Result<Option<EntityVersion>> {
    query::optional(client, include_str!("../queries/list_entity_versions/find_at.sql"), &[&entity, &day], decode).await
}

/// What the list says of an entry, or said last.
pub async fn find_latest(client: &impl GenericClient, entity: ListEntityId) -> Result<Option<EntityVersion>> {
    query::optional(client, include_str!("../queries/list_entity_versions/find_latest.sql"), &[&entity], decode).await
}

/// Ends the current versions of entries.
pub async fn end_all(transaction: &Transaction<'_>, entities: &[ListEntityId], at: Moment) -> Result<()> {
    let sql = include_str!("../queries/list_entity_versions/end_all.sql");
    let ended = query::execute(transaction, sql, &[&entities, &at.run, &at.day, &at.known_at]).await?;
    query::exactly("list_entity_versions/end_all", entities.len() as u64, ended)
}

/// Stores new versions, which are current.
pub async fn insert_all(transaction: &Transaction<'_>, new: &[NewVersion], at: Moment) -> Result<()> {
    let entities: Vec<ListEntityId> = new.iter().map(|version| version.entity).collect();
    let numbers: Vec<i32> = new.iter().map(|version| version.number).collect();
    let hashes: Vec<&[u8]> = new.iter().map(|version| version.content_sha256.as_slice()).collect();
    let kinds: Vec<ListEntityKind> = new.iter().map(|version| version.kind).collect();
    let single: Vec<&str> = new.iter().map(|version| version.name.as_str()).collect();
    let names: Vec<&str> = new.iter().map(|version| version.names.as_str()).collect();
    let contents: Vec<&Value> = new.iter().map(|version| &version.content).collect();
    let sql = include_str!("../queries/list_entity_versions/insert_all.sql");
    let parameters: query::Parameters<'_> =
        &[&at.run, &at.day, &at.known_at, &entities, &numbers, &hashes, &kinds, &single, &names, &contents];
    query::exactly(
        "list_entity_versions/insert_all",
        new.len() as u64,
        query::execute(transaction, sql, parameters).await?,
    )
}

/// The columns of a validity.
pub(crate) fn validity(row: &Row) -> Result<Validity> {
    Ok(Validity {
        valid_from: row.try_get("valid_from")?,
        valid_to: row.try_get("valid_to")?,
        known_from: row.try_get("known_from")?,
        known_to: row.try_get("known_to")?,
    })
}

fn decode(row: &Row) -> Result<EntityVersion> {
    Ok(EntityVersion {
        number: row.try_get("number")?,
        kind: row.try_get("kind")?,
        name: row.try_get("name")?,
        begun_by: row.try_get("begun_by")?,
        ended_by: row.try_get("ended_by")?,
        validity: validity(row)?,
        content: row.try_get("content")?,
    })
}
