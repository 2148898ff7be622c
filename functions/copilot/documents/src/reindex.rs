//! `POST /api/documents/{id}/reindex`: a document, read again.

use crate::{
    State,
    reindexing::{Begun, MESSAGE, begin},
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

/// A document that is being reindexed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReindexOut {
    /// The document.
    document_id: DocumentId,
    /// Its name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// The number of passages that stay searchable meanwhile.
    #[schema(example = 48)]
    old_chunks: i32,
    /// The number of page ranges that are processed again.
    #[schema(example = 1)]
    ranges: usize,
    /// A message for people.
    #[schema(example = "The document is being reindexed and stays searchable meanwhile.")]
    message: &'static str,
}

/// Reindex a document
///
/// Reads, splits and embeds the current version again with the current settings; for the document's owner and for
/// administrators who may see it. The document stays searchable meanwhile. Its citations stay valid where the text that is
/// read is the same.
#[utoipa::path(
    post,
    path = "/api/documents/{id}/reindex",
    tag = "documents",
    extensions(("x-throttle" = json!("work"))),
    params(("id" = DocumentId, Path, description = "The document")),
    responses(
        (status = 202, body = ReindexOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn reindex(
    caller: User<capabilities::DocumentsWrite, Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<(StatusCode, Json<ReindexOut>)> {
    let Begun { name, old_chunks, ranges } = begin(&state, &caller, id).await?;
    Ok((StatusCode::ACCEPTED, Json(ReindexOut { document_id: id, name, old_chunks, ranges, message: MESSAGE })))
}
