//! `POST /api/ingest/docs/async`: a file to be taken in.

use super::{
    LARGEST,
    accept::{IngestIn, accept},
    take::{Taken, take},
};
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_db::DocumentId;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyHeader, Json, PayloadTooLarge, Result, SubmittedForm, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use sisuiq_identity::{Admin, admission::Uploads};
use utoipa::ToSchema;

/// A file that is being taken in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueuedOut {
    /// By what its job is known: its document's id.
    job_id: DocumentId,
    /// Always `queued`; ask for the job.
    #[schema(example = "queued")]
    status: &'static str,
    /// The same in a sentence.
    #[schema(example = "The file is being taken in.")]
    message: &'static str,
    /// Whether the document was there before, with the same bytes: nothing was stored.
    is_duplicate: bool,
}

impl From<Taken> for QueuedOut {
    fn from(taken: Taken) -> Self {
        let message = if taken.is_duplicate {
            "There is a document of the same bytes already."
        } else {
            "The file is being taken in."
        };
        Self { job_id: taken.id, status: "queued", message, is_duplicate: taken.is_duplicate }
    }
}

/// Queue a small PDF
///
/// Takes in a PDF of up to some 4 MB, which is there for everyone once it is read; ask for its job how far that has come. Larger
/// files are uploaded by the form of `POST /api/documents`. A file whose bytes are known is not stored again.
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
