//! `DELETE /api/admin/documents/{id}`: hides a document and counts what is to be deleted with it.

use crate::{State, deletion::hide};
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentId;
use utoipa::ToSchema;

/// A deleted document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminDeletedOut {
    /// Its id.
    document_id: DocumentId,
    /// Its name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// The number of chunks to be deleted, over all versions.
    #[schema(example = 16, minimum = 0)]
    chunks_deleted: i64,
    /// The number of vectors to be deleted: one for each chunk, `chunks_deleted`.
    #[schema(example = 16, minimum = 0)]
    vectors_deleted: i64,
    /// A message for people.
    #[schema(example = "The document is deleted; its stored data is removed in the background.")]
    message: &'static str,
}

/// Delete a document (admin)
///
/// The document cannot be found any more once this returns. The response counts the chunks and vectors to be
/// deleted. Applies to documents for everyone and to the caller's own.
#[utoipa::path(
    delete,
    path = "/api/admin/documents/{id}",
    tag = "admin",
    params(("id" = DocumentId, Path, description = "The document")),
    responses(
        (status = 200, body = AdminDeletedOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::DocumentsManage>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<Json<AdminDeletedOut>> {
    let hidden = hide(&state, &caller, id).await?.ok_or_else(|| Problem::not_found("document"))?;
    let message = "The document is deleted; its stored data is removed in the background.";
    let (name, chunks_deleted) = (hidden.name, hidden.chunks);
    Ok(Json(AdminDeletedOut { document_id: id, name, chunks_deleted, vectors_deleted: chunks_deleted, message }))
}
