//! A document as clients see it.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use sisuiq_documents_db::documents::Document;
use sisuiq_identity::Caller;
use sisuiq_model::{Capability, DeclaredLaw, DocumentAccess, DocumentId, DocumentSource, DocumentStatus, DocumentType};
use sisuiq_uploads::ErrorOut;
use utoipa::ToSchema;

/// The one content type that documents are uploaded with.
pub(crate) const CONTENT_TYPE: &str = "application/pdf";

/// A document with its processing status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "error": null }))]
pub(crate) struct DocumentOut {
    /// Its id.
    id: DocumentId,
    /// The display name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// The document type.
    #[serde(rename = "type")]
    kind: DocumentType,
    /// The publisher.
    source: DocumentSource,
    /// The access to the document.
    access: DocumentAccess,
    /// True if the caller may share it, add versions and reindex it: its owner, and administrators who may see it.
    #[schema(example = true)]
    may_be_managed: bool,
    /// The current version, which the following fields describe.
    #[schema(example = 1)]
    version: i32,
    /// The processing status.
    status: DocumentStatus,
    /// The progress in percent, 0 to 100.
    #[schema(example = 100, minimum = 0, maximum = 100)]
    progress: i32,
    /// The size in bytes, once uploaded.
    #[schema(example = 3_326_751)]
    size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once known.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    sha256: Option<String>,
    /// The number of pages, once processing has begun.
    #[schema(example = 12)]
    pages: Option<i32>,
    /// The number of searchable passages.
    #[schema(example = 48)]
    chunks: i32,
    /// The numbers of the pages without usable text, which cannot be searched.
    #[schema(example = json!([7]))]
    pages_without_text: Vec<i32>,
    /// The numbers of the pages whose text was recognised in pictures of them.
    #[schema(example = json!([3]))]
    pages_read_by_ocr: Vec<i32>,
    /// The act that it is; null if it is not read as law.
    law: Option<DocumentLawOut>,
    /// The reason of the failure, if it failed.
    error: Option<ErrorOut>,
    /// When the upload of the first version was created.
    created_at: Timestamp,
    /// When its status or its progress last changed.
    updated_at: Timestamp,
}

/// The act that a document is: what the form of its upload declares, else what its text says, once it is read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentLawOut {
    /// The short name of the act, or its title.
    #[schema(example = "Regulation (EU) No 833/2014")]
    act: Option<String>,
    /// The language by ISO 639-1.
    #[schema(example = "en")]
    language: Option<String>,
    /// The first day on which it applies, or on which a part of it does.
    #[schema(example = "2014-07-31")]
    valid_from: Option<Date>,
    /// The first day on which no part of it applies; null if no end is known.
    #[schema(example = "2015-01-01")]
    valid_to: Option<Date>,
}

impl From<DeclaredLaw> for DocumentLawOut {
    fn from(DeclaredLaw { act, language, valid_from, valid_to }: DeclaredLaw) -> Self {
        Self { act, language, valid_from, valid_to }
    }
}

impl DocumentOut {
    /// The document for a caller who may see it.
    pub(crate) fn of(document: Document, caller: &Caller) -> Self {
        Self {
            may_be_managed: document.owner_id == caller.id || caller.administers(Capability::DocumentsManage),
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
            pages_read_by_ocr: document.pages_read_by_ocr,
            law: document.law.map(DocumentLawOut::from),
            error: ErrorOut::of(document.error_code, document.error_detail),
            created_at: document.created_at,
            updated_at: document.updated_at,
        }
    }
}

/// The progress in percent: 5 once the file is uploaded, then by finished pages, and 100 only when it is ready.
pub(crate) fn progress(document: &Document) -> i32 {
    document.status.progress(document.page_count, document.pages_done)
}
