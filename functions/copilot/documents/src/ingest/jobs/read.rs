//! `GET /api/ingest/jobs/{id}`: how far a document has come.

use super::JobOut;
use crate::{State, ingest::take::find};
use axum::extract::State as Extract;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentId;

/// Get a job
///
/// The processing status of a document, however its file was uploaded. The job's id is the document's id.
#[utoipa::path(
    get,
    path = "/api/ingest/jobs/{id}",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The job")),
    responses((status = 200, body = JobOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::DocumentsManage>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<Json<JobOut>> {
    let found = find(&state, &caller, id).await?;
    found.map(|document| Json(document.into())).ok_or_else(|| Problem::not_found("job"))
}
