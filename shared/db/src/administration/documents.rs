//! Documents that an administrator may see.

use super::list::{Filters, List, Page};
use crate::{DocumentId, DocumentOrder, DocumentSource, DocumentStatus, DocumentType, Result, UserId};
use jiff::Timestamp;
use tokio_postgres::Row;

/// A document and what became of it.
#[derive(Clone, Debug)]
pub struct ListedDocument {
    /// Its id.
    pub id: DocumentId,
    /// The name shown to people.
    pub name: String,
    /// What kind it is.
    pub kind: DocumentType,
    /// Who published it.
    pub source: DocumentSource,
    /// How far its current version has come.
    pub status: DocumentStatus,
    /// Where the bytes of that version are stored.
    pub object_key: String,
    /// Passages that can be found.
    pub chunk_count: i32,
    /// Why it failed, in a sentence.
    pub error_detail: Option<String>,
    /// When its upload was asked for.
    pub created_at: Timestamp,
}

/// Which documents.
#[derive(Clone, Debug, Default)]
pub struct DocumentFilters {
    /// Only those of this kind.
    pub kind: Option<DocumentType>,
    /// Only those that this source published.
    pub source: Option<DocumentSource>,
    /// Only those in this state.
    pub status: Option<DocumentStatus>,
    /// Only those whose name fits this pattern.
    pub pattern: Option<String>,
}

/// Documents that this account may see.
#[must_use]
pub fn documents<'a>(
    seen_by: &'a UserId,
    filters: &'a DocumentFilters,
    page: &'a Page<DocumentOrder>,
) -> List<'a, ListedDocument> {
    let order = match page.order {
        DocumentOrder::Newest => ("created_at DESC, id DESC", Some("documents.created_at, documents.id")),
        DocumentOrder::Oldest => ("created_at, id", None),
        DocumentOrder::Name => ("lower(name), id", None),
        DocumentOrder::NameBackwards => ("lower(name) DESC, id DESC", None),
    };
    Filters::new([seen_by])
        .only("documents.type = ?", filters.kind.as_ref())
        .only("documents.source = ?", filters.source.as_ref())
        .only("versions.status = ?", filters.status.as_ref())
        .only("documents.name ILIKE ?", filters.pattern.as_ref())
        .list(include_str!("../../queries/administration/documents.sql"), page, order, decode)
}

fn decode(row: &Row) -> Result<ListedDocument> {
    Ok(ListedDocument {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        kind: row.try_get("type")?,
        source: row.try_get("source")?,
        status: row.try_get("status")?,
        object_key: row.try_get("object_key")?,
        chunk_count: row.try_get("chunk_count")?,
        error_detail: row.try_get("error_detail")?,
        created_at: row.try_get("created_at")?,
    })
}
