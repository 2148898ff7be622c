//! `POST /api/ingest/docs`: a file that is taken in while its sender waits.

use super::{
    LARGEST_FORM,
    accept::{IngestIn, accept},
    naming_uploads,
    queued::QueuedOut,
    take::{Taken, find, take},
};
use crate::{State, deletion::hide};
use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::Serialize;
use sisuiq_documents_db::documents::Document;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, IdempotencyHeader, Json, PayloadTooLarge, Problem, Result,
    SubmittedForm, TooManyRequests, Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use sisuiq_identity::{Caller, User, admission::Uploads, capabilities};
use sisuiq_model::{DocumentId, DocumentSource, DocumentStatus, DocumentType};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use utoipa::ToSchema;

/// The interval of polling for the document's status.
const PAUSE: Duration = Duration::from_millis(250);

/// An uploaded document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IngestedOut {
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
    /// The number of searchable passages.
    #[schema(example = 48)]
    chunks_count: i32,
    /// The result, for people.
    #[schema(example = "The document is ready for questions.")]
    message: &'static str,
    /// True if a document with the same bytes existed already; then nothing was stored.
    is_duplicate: bool,
}

/// Upload a small PDF
///
/// Accepts a PDF of at most 4 MiB and responds when everyone can ask about it. When processing takes longer than a
/// few seconds, the response is 202 with the id of the job, which continues. A file that in this time turns out to be
/// unreadable or without text is deleted again. A file with the bytes of a document that the caller may see is not stored.
#[utoipa::path(
    post,
    path = "/api/ingest/docs",
    tag = "documents",
    extensions(("x-throttle" = json!("work"))),
    params(IdempotencyHeader),
    request_body(content = IngestIn, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = IngestedOut), (status = 202, body = QueuedOut), BadRequest, Unauthorized, Forbidden, Conflict,
        PayloadTooLarge, UnsupportedMediaType, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn docs(
    caller: User<capabilities::DocumentsManage, Uploads>,
    Extract(state): Extract<State>,
    form: Result<SubmittedForm<LARGEST_FORM>>,
) -> Result<Response> {
    let refused = |problem| naming_uploads(problem, &state);
    let SubmittedForm { form, idempotency_key } = form.map_err(refused)?;
    let file = accept(&form).map_err(refused)?;
    let taken = take(&state, &caller, &file, &idempotency_key).await?;
    let Some(document) = wait(&state, &caller, taken.id).await? else {
        return Ok((StatusCode::ACCEPTED, Json(QueuedOut::from(taken))).into_response());
    };
    let fault = match document.status {
        DocumentStatus::Failed => document.error_detail.clone(),
        _ if document.chunk_count == 0 => {
            Some("This PDF has no searchable text. Upload a copy with a text layer.".to_owned())
        }
        _ => None,
    };
    match fault {
        Some(fault) => Err(refuse(&state, &caller, taken, fault).await?),
        None => Ok(Json(ingested(document, taken.is_duplicate)).into_response()),
    }
}

/// Waits until the document is ready or failed. `None` when that takes too long.
async fn wait(state: &State, caller: &Caller, id: DocumentId) -> Result<Option<Document>> {
    let until = Instant::now() + state.ingest_wait;
    loop {
        let found = find(state, caller, id).await?;
        let document = found.ok_or_else(|| refusal("the document was deleted before it was processed".to_owned()))?;
        if matches!(document.status, DocumentStatus::Ready | DocumentStatus::Failed) {
            return Ok(Some(document));
        }
        if Instant::now() + PAUSE > until {
            return Ok(None);
        }
        sleep(PAUSE).await;
    }
}

/// The reason why the file is rejected; a new file is deleted again.
async fn refuse(state: &State, caller: &Caller, taken: Taken, fault: String) -> Result<Problem> {
    if !taken.is_duplicate {
        hide(state, caller, taken.id).await?;
    }
    Ok(refusal(fault))
}

fn refusal(fault: String) -> Problem {
    Problem::bad_request(fault.clone()).errors(vec![FieldError::new("file", fault)])
}

fn ingested(document: Document, is_duplicate: bool) -> IngestedOut {
    let message = if is_duplicate {
        "A document with the same bytes already exists."
    } else {
        "The document is ready for questions."
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
