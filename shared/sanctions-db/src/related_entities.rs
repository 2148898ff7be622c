//! Entries that have to do with another one: on other lists, or by links of their own list.

use jiff::civil::Date;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ListEntityId, ListEntityKind, SourceId};
use tokio_postgres::Row;

use crate::{
    list_entities::ListEntity,
    list_entity_versions::{self, Validity},
};

/// An entry as it was on a day, with all that its list said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RelatedEntity {
    /// The entry.
    pub entity: ListEntity,
    /// The number of the version.
    pub number: i32,
    /// Its kind.
    pub kind: ListEntityKind,
    /// The name under which its list had it.
    pub name: String,
    /// When the list said so. It may have ended before the day, or begun after it.
    pub validity: Validity,
    /// What the list said.
    pub content: Value,
}

/// What is looked for on other lists.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Names in lower case, those of other scripts also in Latin letters.
    pub names: Vec<String>,
    /// Numbers of documents and registers, as letters and digits in upper case.
    pub numbers: Vec<String>,
}

/// Entries of other lists whose names are alike, at most `most`, and entries that state one of the numbers, at most as many: as they were on a day, or are now. An entry
/// that was not listed on the day is as it was last before, or first after.
pub async fn list_candidates(
    client: &impl GenericClient,
    source: SourceId,
    wanted: &Wanted,
    at: Option<Date>,
    most: i64,
) -> Result<Vec<RelatedEntity>> {
    let Wanted { names, numbers } = wanted;
    let sql = include_str!("../queries/related_entities/list_candidates.sql");
    query::all(client, sql, &[&source, names, numbers, &at, &most], decode).await
}

/// Entries of a list by their publisher's keys, at most `most`: as they were on a day, or are now.
pub async fn list_of_keys(
    client: &impl GenericClient,
    source: SourceId,
    keys: &[&str],
    at: Option<Date>,
    most: i64,
) -> Result<Vec<RelatedEntity>> {
    let sql = include_str!("../queries/related_entities/list_of_keys.sql");
    query::all(client, sql, &[&source, &keys, &at, &most], decode).await
}

/// Entries of a list that say that they are linked to the one with a key, or said so on a day: by name, at most `most`.
pub async fn list_linked(
    client: &impl GenericClient,
    source: SourceId,
    key: &str,
    at: Option<Date>,
    most: i64,
) -> Result<Vec<RelatedEntity>> {
    let sql = include_str!("../queries/related_entities/list_linked.sql");
    query::all(client, sql, &[&source, &key, &at, &most], decode).await
}

fn decode(row: &Row) -> Result<RelatedEntity> {
    let id: ListEntityId = row.try_get("id")?;
    Ok(RelatedEntity {
        entity: ListEntity { id, source: row.try_get("source_id")?, key: row.try_get("key")? },
        number: row.try_get("number")?,
        kind: row.try_get("kind")?,
        name: row.try_get("name")?,
        validity: list_entity_versions::validity(row)?,
        content: row.try_get("content")?,
    })
}
