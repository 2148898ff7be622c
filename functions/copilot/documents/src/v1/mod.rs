//! Documents as the first version of the API shows them.

pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod sources;

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_documents_db::documents::Document;
use sisuiq_model::{DocumentId, DocumentSource, DocumentStatus};
use utoipa::ToSchema;

/// A document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentItemOut {
    /// Its id.
    id: DocumentId,
    /// The display name.
    #[schema(example = "strategic_plan.pdf")]
    filename: String,
    /// The publisher.
    source: DocumentSource,
    /// The processing status.
    status: DocumentStatus,
    /// The number of searchable passages.
    #[schema(example = 48)]
    chunk_count: i32,
    /// When the upload of the first version was created.
    created_at: Timestamp,
    /// When its status or its progress last changed.
    updated_at: Timestamp,
}

impl From<Document> for DocumentItemOut {
    fn from(document: Document) -> Self {
        Self {
            id: document.id,
            filename: document.name,
            source: document.source,
            status: document.status,
            chunk_count: document.chunk_count,
            created_at: document.created_at,
            updated_at: document.updated_at,
        }
    }
}
