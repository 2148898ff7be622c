//! Entries of sanctions lists, by the key that their publisher gives them.

use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, Transaction, query};
use sisuiq_model::{ListEntityId, ListEntityKind, Page, SourceId};
use tokio_postgres::Row;

use crate::list_entity_versions::{self, Validity};

/// An entry with its publisher's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntity {
    /// Its id.
    pub id: ListEntityId,
    /// The source of the list.
    pub source: SourceId,
    /// The publisher's key.
    pub key: String,
}

/// An entry as it was on a list, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedEntity {
    /// The entry.
    pub entity: ListEntity,
    /// Its kind.
    pub kind: ListEntityKind,
    /// The name under which the list has it.
    pub name: String,
    /// The programmes under which it is listed.
    pub programmes: Vec<String>,
    /// The number of this version.
    pub number: i32,
    /// When the list said so.
    pub validity: Validity,
}

/// Which entries a list has.
#[derive(Clone, Debug, Default)]
pub struct EntityFilters {
    /// A pattern of one of its names, in lower case.
    pub pattern: Option<String>,
    /// Only those of this source.
    pub source: Option<SourceId>,
    /// Only those of this kind.
    pub kind: Option<ListEntityKind>,
    /// Those that were listed on this day instead of now.
    pub at: Option<Date>,
}

/// An entry that is or was on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEntity {
    /// Its id.
    pub id: ListEntityId,
    /// The publisher's key.
    pub key: String,
    /// The number of its latest version.
    pub number: i32,
    /// The SHA-256 of the content of that version.
    pub content_sha256: Vec<u8>,
    /// Whether that version is current: the list has the entry.
    pub is_current: bool,
}

/// All entries that are or were on a list, in no order.
pub async fn list_known(client: &impl GenericClient, source: SourceId) -> Result<Vec<KnownEntity>> {
    query::all(client, include_str!("../queries/list_entities/list_known.sql"), &[&source], |row| {
        Ok(KnownEntity {
            id: row.try_get("id")?,
            key: row.try_get("key")?,
            number: row.try_get("number")?,
            content_sha256: row.try_get("content_sha256")?,
            is_current: row.try_get("is_current")?,
        })
    })
    .await
}

/// An entry as a version of its list had it, for screening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedEntity {
    /// Its id.
    pub id: ListEntityId,
    /// The publisher's key.
    pub key: String,
    /// The number of its version.
    pub number: i32,
    /// The SHA-256 of the content of that version.
    pub content_sha256: Vec<u8>,
    /// Its kind.
    pub kind: ListEntityKind,
    /// The name under which the list had it.
    pub name: String,
}

/// Entries of a source by the publisher's keys, as the list had them at the time when a version of it was stored, in no order.
pub async fn list_indexed(
    client: &impl GenericClient,
    source: SourceId,
    keys: &[&str],
    listed_at: Timestamp,
) -> Result<Vec<IndexedEntity>> {
    let sql = include_str!("../queries/list_entities/list_indexed.sql");
    query::all(client, sql, &[&source, &keys, &listed_at], |row| {
        Ok(IndexedEntity {
            id: row.try_get("id")?,
            key: row.try_get("key")?,
            number: row.try_get("number")?,
            content_sha256: row.try_get("content_sha256")?,
            kind: row.try_get("kind")?,
            name: row.try_get("name")?,
        })
    })
    .await
}

/// Entries that are listed now, or were listed on a day, by name.
#[must_use]
pub fn list<'a>(filters: &'a EntityFilters, page: &'a Page<()>) -> List<'a, ListedEntity> {
    let EntityFilters { pattern, source, kind, at } = filters;
    let is_now = at.is_none().then_some(&true);
    Filters::new([])
        .only("versions.names LIKE ?", pattern.as_ref())
        .only("list_entities.source_id = ?", source.as_ref())
        .only("versions.kind = ?", kind.as_ref())
        .only("versions.valid_from <= ? AND (versions.valid_to IS NULL OR versions.valid_to > ?)", at.as_ref())
        .only("(versions.valid_to IS NULL) = ?", is_now)
        .list(include_str!("../queries/list_entities/list.sql"), page, SortOrder::by("name, id"), decode)
}

/// An entry; `None` when there is none.
pub async fn find(client: &impl GenericClient, id: ListEntityId) -> Result<Option<ListEntity>> {
    query::optional(client, include_str!("../queries/list_entities/find.sql"), &[&id], |row| {
        Ok(ListEntity { id: row.try_get("id")?, source: row.try_get("source_id")?, key: row.try_get("key")? })
    })
    .await
}

/// Stores new entries of a list, without versions.
pub async fn insert_all(transaction: &Transaction<'_>, source: SourceId, new: &[(ListEntityId, &str)]) -> Result<()> {
    let (ids, keys): (Vec<ListEntityId>, Vec<&str>) = new.iter().copied().unzip();
    let sql = include_str!("../queries/list_entities/insert_all.sql");
    let stored = query::execute(transaction, sql, &[&source, &ids, &keys]).await?;
    query::exactly("list_entities/insert_all", new.len() as u64, stored)
}

fn decode(row: &Row) -> Result<ListedEntity> {
    let programmes: Option<Value> = row.try_get("programmes")?;
    let programmes = programmes.as_ref().and_then(Value::as_array);
    let text = |programme: &Value| programme.as_str().map(str::to_owned);
    Ok(ListedEntity {
        entity: ListEntity { id: row.try_get("id")?, source: row.try_get("source_id")?, key: row.try_get("key")? },
        kind: row.try_get("kind")?,
        name: row.try_get("name")?,
        programmes: programmes.map(|all| all.iter().filter_map(text).collect()).unwrap_or_default(),
        number: row.try_get("number")?,
        validity: list_entity_versions::validity(row)?,
    })
}
