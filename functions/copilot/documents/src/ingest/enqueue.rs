//! `POST /api/ingest/docs/async`: a file to be taken in.

use super::{
    LARGEST,
    accept::{IngestIn, accept},
    take::{Taken, take},
};
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyHeader, Json, PayloadTooLarge, Result, SubmittedForm, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use sisuiq_identity::{Admin, admission::Uploads};
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

/// Queue a small PDF
///
/// Accepts a PDF of up to about 4 MB, which is visible to everyone once it is processed; its job shows the progress.
/// Upload larger files with the form of `POST /api/documents`. A file whose bytes are stored already is not stored
/// again.
#[utoipa::path(
    post,
    path = "/api/ingest/docs/async",
    tag = "documents",
    params(IdempotencyHeader),
    request_body(content = IngestIn, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = QueuedOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge,
        UnsupportedMediaType, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn enqueue(
    caller: Admin<Uploads>,
    Extract(state): Extract<State>,
    SubmittedForm { form, idempotency_key }: SubmittedForm<LARGEST>,
) -> Result<Json<QueuedOut>> {
    let file = accept(&form)?;
    Ok(Json(take(&state, &caller, &file, &idempotency_key).await?.into()))
}
