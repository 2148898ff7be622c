//! What became of the entries of a list with a run.

use serde_json::Value;
use sisuiq_db::{Filters, List, Result, SortOrder};
use sisuiq_model::{ListChange, ListEntityId, ListEntityKind, Page, SourceRunId};
use tokio_postgres::Row;

/// An entry that is new, different or gone.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedEntity {
    /// The entry.
    pub entity: ListEntityId,
    /// The key that its publisher gives it.
    pub key: String,
    /// Its kind.
    pub kind: ListEntityKind,
    /// Its name, the former one if it is gone.
    pub name: String,
    /// What became of it.
    pub change: ListChange,
    /// What the list said before and says now, if it is different.
    pub contents: Option<(Value, Value)>,
}

/// The entries that a run changed by name, optionally only those with a change.
#[must_use]
pub fn list<'a>(run: &'a SourceRunId, change: Option<&'a ListChange>, page: &'a Page<()>) -> List<'a, ChangedEntity> {
    let filters = Filters::new([run]).only("change = ?", change);
    filters.list(include_str!("../queries/list_changes/list.sql"), page, SortOrder::by("name, id"), decode)
}

fn decode(row: &Row) -> Result<ChangedEntity> {
    let contents: (Option<Value>, Option<Value>) = (row.try_get("before")?, row.try_get("after")?);
    Ok(ChangedEntity {
        entity: row.try_get("id")?,
        key: row.try_get("key")?,
        kind: row.try_get("kind")?,
        name: row.try_get("name")?,
        change: row.try_get("change")?,
        contents: contents.0.zip(contents.1),
    })
}
