//! `POST /api/ingest/docs`: a file that is taken in while its sender waits.

use super::{
    LARGEST,
    accept::{IngestIn, accept},
    enqueue::QueuedOut,
    take::{Taken, find, forget, take},
};
use crate::State;
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::Serialize;
use sisuiq_db::{DocumentId, DocumentSource, DocumentStatus, DocumentType, documents::Document};
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, IdempotencyHeader, Json, PayloadTooLarge, Problem, Result,
    SubmittedForm, TooManyRequests, Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use sisuiq_identity::{Admin, Caller, admission::Uploads};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use utoipa::ToSchema;

/// How often is looked whether the document is ready.
const PAUSE: Duration = Duration::from_millis(250);

/// A document that was taken in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IngestedOut {
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
    /// Passages that can be found.
    #[schema(example = 48)]
    chunks_count: i32,
    /// What was done, in a sentence.
    #[schema(example = "The document can be asked about.")]
    message: &'static str,
    /// Whether it was there before, with the same bytes: nothing was stored.
    is_duplicate: bool,
}

/// Take in a small PDF
///
/// Takes in a PDF of up to some 4 MB, and answers when everybody can ask about it. When that takes longer than some seconds the
/// answer is 202 and names the job, which goes on. A file that cannot be read, or has no text, leaves nothing behind. One whose
/// bytes are known is not stored again.
#[utoipa::path(
    post,
    path = "/api/ingest/docs",
    tag = "documents",
    params(IdempotencyHeader),
    request_body(content = IngestIn, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = IngestedOut), (status = 202, body = QueuedOut), BadRequest, Unauthorized, Forbidden, Conflict,
        PayloadTooLarge, UnsupportedMediaType, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn ingest(
    caller: Admin<Uploads>,
    Extract(state): Extract<State>,
    SubmittedForm { form, idempotency_key }: SubmittedForm<LARGEST>,
) -> Result<Response> {
    let file = accept(&form)?;
    let taken = take(&state, &caller, &file, &idempotency_key).await?;
    let Some(document) = wait(&state, &caller, taken.id).await? else {
        return Ok((StatusCode::ACCEPTED, Json(QueuedOut::from(taken))).into_response());
    };
    let fault = match document.status {
        DocumentStatus::Failed => document.error_detail.clone(),
        _ if document.chunk_count == 0 => Some("This PDF has no text that could be found.".to_owned()),
        _ => None,
    };
    match fault {
        Some(fault) => Err(refuse(&state, &caller, taken, fault).await?),
        None => Ok(Json(ingested(document, taken.is_duplicate)).into_response()),
    }
}

/// Waits until the document is read, or cannot be; nothing when that takes too long.
async fn wait(state: &State, caller: &Caller, id: DocumentId) -> Result<Option<Document>> {
    let until = Instant::now() + state.ingest_wait;
    loop {
        let found = find(state, caller, id).await?;
        let document = found.ok_or_else(|| refusal("the document was deleted before it could be read".to_owned()))?;
        if matches!(document.status, DocumentStatus::Ready | DocumentStatus::Failed) {
            return Ok(Some(document));
        }
        if Instant::now() + PAUSE > until {
            return Ok(None);
        }
        sleep(PAUSE).await;
    }
}

/// Why the file is refused; of one that was not there before nothing is left.
async fn refuse(state: &State, caller: &Caller, taken: Taken, fault: String) -> Result<Problem> {
    if !taken.is_duplicate {
        forget(state, caller, taken.id).await?;
    }
    Ok(refusal(fault))
}

fn refusal(fault: String) -> Problem {
    Problem::bad_request(fault.clone()).errors(vec![FieldError::new("file", fault)])
}

fn ingested(document: Document, is_duplicate: bool) -> IngestedOut {
    let message = if is_duplicate {
        "There is a document of the same bytes already."
    } else {
        "The document can be asked about."
    };
    IngestedOut {
        id: document.id,
        name: document.name,
        kind: document.kind,
        source: document.source,
        chunks_count: document.chunk_count,
        message,
        is_duplicate,
    }
}
