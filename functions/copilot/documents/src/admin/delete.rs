//! `DELETE /api/admin/documents/{id}`: as everybody deletes, and told what goes with it.

use crate::{State, delete};
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_http::{BadRequest, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Admin;
use sisuiq_model::DocumentId;
use utoipa::ToSchema;

/// A document that nobody finds any more.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminDeletedOut {
    /// Its id.
    document_id: DocumentId,
    /// Its name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// Passages that go with it, of all its versions.
    #[schema(example = 16, minimum = 0)]
    chunks_deleted: i64,
    /// Vectors that go with it: one for each passage.
    #[schema(example = 16, minimum = 0)]
    vectors_deleted: i64,
    /// The same in a sentence.
    #[schema(example = "Nobody finds the document from now on; what is stored of it is removed in the background.")]
    message: &'static str,
}

/// Delete a document and count what goes
///
/// Nobody finds it from the moment this answers. For what is there for everyone, and for the caller's own.
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
    caller: Admin,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<Json<AdminDeletedOut>> {
    let hidden = delete::hide(&state, &caller, id).await?;
    let message = "Nobody finds the document from now on; what is stored of it is removed in the background.";
    let (name, chunks_deleted) = (hidden.name, hidden.chunks);
    Ok(Json(AdminDeletedOut { document_id: id, name, chunks_deleted, vectors_deleted: chunks_deleted, message }))
}
