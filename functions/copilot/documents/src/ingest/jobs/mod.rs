//! `/api/ingest/jobs`: how far documents have come.

pub(crate) mod list;
pub(crate) mod read;

use crate::document::progress;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_documents_db::documents::Document;
use sisuiq_model::{DocumentId, JobStatus};
use utoipa::ToSchema;

/// The processing of a document.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "status": "done", "error_message": null }))]
pub(crate) struct JobOut {
    /// The job's id.
    job_id: DocumentId,
    /// The processing status.
    status: JobStatus,
    /// The progress in percent, 0 to 100.
    #[schema(example = 100, minimum = 0, maximum = 100)]
    progress: i32,
    /// The document's name.
    #[schema(example = "strategic_plan.pdf")]
    document_name: String,
    /// The document.
    document_id: DocumentId,
    /// The number of passages so far.
    #[schema(example = 48)]
    chunks_count: i32,
    /// The reason of the failure, if it failed.
    error_message: Option<String>,
    /// When the document was created.
    created_at: Timestamp,
    /// When it was last updated.
    updated_at: Timestamp,
    /// When it ended; null before that.
    completed_at: Option<Timestamp>,
}

impl From<Document> for JobOut {
    fn from(document: Document) -> Self {
        let status = JobStatus::from(document.status);
        let has_ended = matches!(status, JobStatus::Done | JobStatus::Failed);
        Self {
            progress: progress(&document),
            job_id: document.id,
            status,
            document_name: document.name,
            document_id: document.id,
            chunks_count: document.chunk_count,
            error_message: document.error_detail,
            created_at: document.created_at,
            updated_at: document.updated_at,
            completed_at: has_ended.then_some(document.updated_at),
        }
    }
}
