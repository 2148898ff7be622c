//! Versions of a document. Each has a file of its own. Questions are answered from the newest that is ready.

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod read;

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_documents_db::document_versions::VersionDetails;
use sisuiq_model::{DocumentId, DocumentStatus};
use sisuiq_uploads::ErrorOut;
use utoipa::ToSchema;

use crate::document::progress;

/// The maximum number of versions of a document.
pub(crate) const MOST: i32 = 100;

/// A version of a document with its processing status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "error": null, "superseded_at": null }))]
pub(crate) struct VersionOut {
    /// The document.
    document_id: DocumentId,
    /// Its number, from 1.
    #[schema(example = 2)]
    version: i32,
    /// True if it is the current version, which answers questions.
    #[schema(example = true)]
    is_current: bool,
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
    /// Other versions of the document that have the same bytes.
    #[schema(example = json!([1]))]
    same_bytes_as: Vec<i32>,
    /// The number of pages, once processing has begun.
    #[schema(example = 12)]
    pages: Option<i32>,
    /// The numbers of the pages without usable text, which cannot be searched.
    #[schema(example = json!([7]))]
    pages_without_text: Vec<i32>,
    /// The numbers of the pages whose text was recognised in pictures of them.
    #[schema(example = json!([3]))]
    pages_read_by_ocr: Vec<i32>,
    /// The version of the reader that read its pages, the oldest if there are several; null if none has or it is unknown.
    #[schema(example = 1, minimum = 1)]
    reader_version: Option<i32>,
    /// The reason of the failure, if it failed.
    error: Option<ErrorOut>,
    /// When the upload was created.
    created_at: Timestamp,
    /// When its status or its progress last changed.
    updated_at: Timestamp,
    /// When another version replaced it.
    superseded_at: Option<Timestamp>,
}

impl From<VersionDetails> for VersionOut {
    fn from(details: VersionDetails) -> Self {
        let VersionDetails { document, is_current, superseded_at, same_bytes, reader_version } = details;
        Self {
            progress: progress(&document),
            document_id: document.id,
            version: document.version,
            is_current,
            status: document.status,
            size: document.size,
            sha256: document.sha256,
            same_bytes_as: same_bytes,
            pages: document.page_count,
            pages_without_text: document.pages_without_text,
            pages_read_by_ocr: document.pages_read_by_ocr,
            reader_version,
            error: ErrorOut::of(document.error_code, document.error_detail),
            created_at: document.created_at,
            updated_at: document.updated_at,
            superseded_at,
        }
    }
}
