//! Tables that an administrator may see, with their figures.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{Filters, List, Result, SortOrder};
use sisuiq_model::{DatasetId, Page, SnapshotOrder, UserId};
use tokio_postgres::Row;

/// A table and its figures.
#[derive(Clone, Debug)]
pub struct ListedSnapshot {
    /// Its id.
    pub id: DatasetId,
    /// Name.
    pub dataset_name: String,
    /// Object key of its file.
    pub file_path: Option<String>,
    /// The figures.
    pub payload: Value,
    /// Time of the upload request.
    pub created_at: Timestamp,
}

/// Filters of tables.
#[derive(Clone, Debug, Default)]
pub struct SnapshotFilters {
    /// Only those whose name fits this pattern.
    pub pattern: Option<String>,
}

/// Tables that are ready and that this account may see.
#[must_use]
pub fn snapshots<'a>(
    seen_by: &'a UserId,
    filters: &'a SnapshotFilters,
    page: &'a Page<SnapshotOrder>,
) -> List<'a, ListedSnapshot> {
    let order = match page.order {
        SnapshotOrder::Newest => SortOrder::with_cursor("created_at DESC, id DESC", "created_at, id"),
        SnapshotOrder::Oldest => SortOrder::by("created_at, id"),
        SnapshotOrder::Name => SortOrder::by("lower(dataset_name), id"),
        SnapshotOrder::NameBackwards => SortOrder::by("lower(dataset_name) DESC, id DESC"),
    };
    Filters::new([seen_by]).only("snapshots.dataset_name ILIKE ?", filters.pattern.as_ref()).list(
        include_str!("../../queries/administration/snapshots.sql"),
        page,
        order,
        decode,
    )
}

fn decode(row: &Row) -> Result<ListedSnapshot> {
    Ok(ListedSnapshot {
        id: row.try_get("id")?,
        dataset_name: row.try_get("dataset_name")?,
        file_path: row.try_get("file_path")?,
        payload: row.try_get("payload")?,
        created_at: row.try_get("created_at")?,
    })
}
