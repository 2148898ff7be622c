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
    /// The name shown to people.
    #[schema(example = "strategic_plan.pdf")]
    filename: String,
    /// Who published it.
    source: DocumentSource,
    /// How far it has come.
    status: DocumentStatus,
    /// Passages that can be found.
    #[schema(example = 48)]
    chunk_count: i32,
    /// When the upload was asked for.
    created_at: Timestamp,
    /// When its state last changed.
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
