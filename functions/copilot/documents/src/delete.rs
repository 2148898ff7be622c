//! `DELETE /api/documents/{id}`: gone from this moment, cleaned up in the background.

use crate::{State, deletion::hide};
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentId;

/// Delete a document
///
/// The document cannot be found any more once this returns. Owners delete their own documents, administrators also
/// those for everyone.
#[utoipa::path(
    delete,
    path = "/api/documents/{id}",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The document")),
    responses((status = 204, description = "Deleted"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<StatusCode> {
    hide(&state, &caller, id).await?.ok_or_else(|| Problem::not_found("document"))?;
    Ok(StatusCode::NO_CONTENT)
}
