//! `GET /api/documents/{id}/versions`: what versions a document has.

use super::{MOST, VersionOut};
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_documents_db::document_versions;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentId;
use utoipa::ToSchema;

/// All versions of a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VersionsOut {
    /// The versions, newest first.
    data: Vec<VersionOut>,
    /// The number of items.
    #[schema(example = 1)]
    count: usize,
}

/// List a document's versions
///
/// All versions of a document that the caller may see, newest first: at most 100.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/versions",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The document")),
    responses((status = 200, body = VersionsOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<Json<VersionsOut>> {
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = document_versions::list_visible(&connection, seen_by, id, MOST.into()).await?;
    // a document has one version at least
    if found.is_empty() {
        return Err(Problem::not_found("document"));
    }
    Ok(Json(VersionsOut { count: found.len(), data: found.into_iter().map(VersionOut::from).collect() }))
}
