//! `POST /api/admin/documents/{id}/reindex`: a document, read again.

use crate::{State, reindex};
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{Admin, admission::Uploads};
use sisuiq_model::DocumentId;
use utoipa::ToSchema;

/// A document that is read again, as administrators are told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "new_chunks": null }))]
pub(crate) struct AdminReindexOut {
    /// The document.
    document_id: DocumentId,
    /// Its name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// Passages that can be found until then.
    #[schema(example = 48, minimum = 0)]
    old_chunks: i32,
    /// Passages that can be found afterwards: nobody knows before it is read.
    new_chunks: Option<i32>,
    /// The same in a sentence.
    #[schema(example = "The document is read again, and can be asked about meanwhile.")]
    message: &'static str,
}

/// Index a document again as an administrator
///
/// Has the version that answers read, cut and embedded again, as it would be today. It can be asked about meanwhile; the list of
/// documents tells how many passages it has then.
#[utoipa::path(
    post,
    path = "/api/admin/documents/{id}/reindex",
    tag = "admin",
    params(("id" = DocumentId, Path, description = "The document")),
    responses(
        (status = 202, body = AdminReindexOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn reindex(
    caller: Admin<Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<(StatusCode, Json<AdminReindexOut>)> {
    let begun = reindex::begin(&state, &caller, id).await?;
    let (name, old_chunks) = (begun.name, begun.old_chunks);
    let told = AdminReindexOut { document_id: id, name, old_chunks, new_chunks: None, message: reindex::MESSAGE };
    Ok((StatusCode::ACCEPTED, Json(told)))
}
