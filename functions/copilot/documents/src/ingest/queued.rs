//! A queued file as clients see it.

use super::take::Taken;
use serde::Serialize;
use sisuiq_model::DocumentId;
use utoipa::ToSchema;

/// A queued file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueuedOut {
    /// The job's id, which is the document's id.
    job_id: DocumentId,
    /// Always `queued`; the job shows the progress.
    #[schema(example = "queued")]
    status: &'static str,
    /// A message for people.
    #[schema(example = "The file is queued for processing.")]
    message: &'static str,
    /// True if a document with the same bytes existed already; then nothing was stored.
    is_duplicate: bool,
}

impl From<Taken> for QueuedOut {
    fn from(taken: Taken) -> Self {
        let message = if taken.is_duplicate {
            "A document with the same bytes already exists."
        } else {
            "The file is queued for processing."
        };
        Self { job_id: taken.id, status: "queued", message, is_duplicate: taken.is_duplicate }
    }
}
