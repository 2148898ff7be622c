//! `POST /api/ingest/docs/async`: a file to be taken in.

use super::{
    LARGEST_FORM,
    accept::{IngestIn, accept},
    naming_uploads,
    queued::QueuedOut,
    take::take,
};
use crate::State;
use axum::extract::State as Extract;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyHeader, Json, PayloadTooLarge, Result, SubmittedForm, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable, UnsupportedMediaType,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};

/// Queue a small PDF
///
/// Accepts a PDF of at most 4 MiB, which is visible to everyone once it is processed; its job shows the progress.
/// Upload larger files with the form of `POST /api/documents`. A file with the bytes of a document that the caller may see
/// is not stored again.
#[utoipa::path(
    post,
    path = "/api/ingest/docs/async",
    tag = "documents",
    extensions(("x-throttle" = json!("work"))),
    params(IdempotencyHeader),
    request_body(content = IngestIn, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = QueuedOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge,
        UnsupportedMediaType, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn docs_async(
    caller: User<capabilities::DocumentsManage, Uploads>,
    Extract(state): Extract<State>,
    form: Result<SubmittedForm<LARGEST_FORM>>,
) -> Result<Json<QueuedOut>> {
    let refused = |problem| naming_uploads(problem, &state);
    let SubmittedForm { form, idempotency_key } = form.map_err(refused)?;
    let file = accept(&form).map_err(refused)?;
    Ok(Json(take(&state, &caller, &file, &idempotency_key).await?.into()))
}
