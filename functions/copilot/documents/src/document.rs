//! A document as clients see it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_documents_db::documents::Document;
use sisuiq_identity::Caller;
use sisuiq_model::{DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType};
use sisuiq_uploads::ErrorOut;
use utoipa::ToSchema;

/// A document and how far it has come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "error": null }))]
pub(crate) struct DocumentOut {
    /// Its id.
    id: DocumentId,
    /// The name shown to people.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// What kind it is.
    #[serde(rename = "type")]
    kind: DocumentType,
    /// Who published it.
    source: DocumentSource,
    /// Who may read it.
    access: DocumentAccess,
    /// Whether the caller may share it, give it new versions and have it read again: its owner, and administrators who see it.
    #[schema(example = true)]
    may_be_managed: bool,
    /// Its version.
    #[schema(example = 1)]
    version: i32,
    /// How far it has come.
    status: DocumentStatus,
    /// How far it has come, 0 to 100.
    #[schema(example = 100, minimum = 0, maximum = 100)]
    progress: i32,
    /// Bytes, once they have landed.
    #[schema(example = 3_326_751)]
    size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once they have been read.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    sha256: Option<String>,
    /// Pages, once it has been read.
    #[schema(example = 12)]
    pages: Option<i32>,
    /// Passages that can be found.
    #[schema(example = 48)]
    chunks: i32,
    /// Numbers of the pages that have no text layer, and so cannot be searched.
    #[schema(example = json!([7]))]
    pages_without_text: Vec<i32>,
    /// Why it failed; only when it did.
    error: Option<ErrorOut>,
    /// When the upload was asked for.
    created_at: Timestamp,
    /// When its state last changed.
    updated_at: Timestamp,
}

impl DocumentOut {
    /// As this caller sees it, who may.
    pub(crate) fn of(document: Document, caller: &Caller) -> Self {
        Self {
            may_be_managed: document.owner_id == caller.id || caller.is_admin(),
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
            error: ErrorOut::of(document.error_code, document.error_detail),
            created_at: document.created_at,
            updated_at: document.updated_at,
        }
    }
}

/// 5 once it has landed, then its share of pages; 100 only when it is ready.
pub(crate) fn progress(document: &Document) -> i32 {
    document.status.progress(document.page_count, document.pages_done)
}
