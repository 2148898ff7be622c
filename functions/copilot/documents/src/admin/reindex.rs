//! `POST /api/admin/documents/{id}/reindex`: a document, read again.

use crate::{
    State,
    reindexing::{MESSAGE, begin},
};
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::DocumentId;
use utoipa::ToSchema;

/// A document that is being reindexed, as administrators see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "new_chunks": null }))]
pub(crate) struct AdminReindexOut {
    /// The document.
    document_id: DocumentId,
    /// Its name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// The number of passages that stay searchable meanwhile.
    #[schema(example = 48, minimum = 0)]
    old_chunks: i32,
    /// The number of searchable passages afterwards; unknown until the document is processed.
    new_chunks: Option<i32>,
    /// A message for people.
    #[schema(example = "The document is being reindexed and stays searchable meanwhile.")]
    message: &'static str,
}

/// Reindex a document (admin)
///
/// Reads, splits and embeds the current version again with the current settings. The document stays searchable
/// meanwhile; the list of documents shows the new number of passages afterwards.
#[utoipa::path(
    post,
    path = "/api/admin/documents/{id}/reindex",
    tag = "admin",
    extensions(("x-throttle" = json!("work"))),
    params(("id" = DocumentId, Path, description = "The document")),
    responses(
        (status = 202, body = AdminReindexOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn reindex(
    caller: User<capabilities::DocumentsManage, Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<(StatusCode, Json<AdminReindexOut>)> {
    let begun = begin(&state, &caller, id).await?;
    let (name, old_chunks) = (begun.name, begun.old_chunks);
    let told = AdminReindexOut { document_id: id, name, old_chunks, new_chunks: None, message: MESSAGE };
    Ok((StatusCode::ACCEPTED, Json(told)))
}
