//! A document as clients see it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::{DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType, documents::Document};
use utoipa::ToSchema;

/// Why a document failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorOut {
    /// A stable code, such as `encrypted`.
    code: String,
    /// A sentence that a person understands.
    detail: String,
}

/// A document and how far it has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentOut {
    /// Its id.
    id: DocumentId,
    /// The name shown to people.
    name: String,
    /// What kind it is.
    #[serde(rename = "type")]
    kind: DocumentType,
    /// Who published it.
    source: DocumentSource,
    /// Who may read it.
    access: DocumentAccess,
    /// Its version.
    version: i32,
    /// How far it has come.
    status: DocumentStatus,
    /// How far it has come, 0 to 100.
    progress: i32,
    /// Bytes, once they have landed.
    size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once they have been read.
    sha256: Option<String>,
    /// Pages, once it has been read.
    pages: Option<i32>,
    /// Passages that can be found.
    chunks: i32,
    /// Numbers of the pages that have no text layer, and so cannot be searched.
    pages_without_text: Vec<i32>,
    /// Why it failed; only when it did.
    error: Option<ErrorOut>,
    /// When the upload was asked for.
    created_at: Timestamp,
    /// When its state last changed.
    updated_at: Timestamp,
}

impl From<Document> for DocumentOut {
    fn from(document: Document) -> Self {
        Self {
            progress: progress(&document),
            id: document.id,
            name: document.name,
            kind: document.kind,
            source: document.source,
            access: document.access,
            version: document.version,
            status: document.status,
            size: document.size,
            sha256: document.sha256,
            pages: document.page_count,
            chunks: document.chunk_count,
            pages_without_text: document.pages_without_text,
            error: document.error_code.zip(document.error_detail).map(|(code, detail)| ErrorOut { code, detail }),
            created_at: document.created_at,
            updated_at: document.updated_at,
        }
    }
}

/// 5 once it has landed, then its share of pages; 100 only when it is ready.
fn progress(document: &Document) -> i32 {
    match (document.status, document.page_count) {
        (DocumentStatus::Ready, _) => 100,
        (DocumentStatus::Processing | DocumentStatus::Failed, Some(pages)) if pages > 0 => {
            (5 + document.pages_done.saturating_mul(95) / pages).min(99)
        }
        (DocumentStatus::Processing, _) => 5,
        (DocumentStatus::Pending | DocumentStatus::Failed, _) => 0,
    }
}
