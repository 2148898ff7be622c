//! `GET /api/v1/documents/{id}`

use super::DocumentItemOut;
use crate::State;
use axum::extract::State as Extract;
use sisuiq_documents_db::documents;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentId;

/// Get a document (v1)
///
/// One document that the caller may see.
#[utoipa::path(
    get,
    path = "/api/v1/documents/{id}",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The document")),
    responses(
        (status = 200, body = DocumentItemOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<Json<DocumentItemOut>> {
    let connection = state.database.connection().await?;
    let found = documents::find_visible(&connection, caller.visibility(), id).await?;
    found.map(|document| Json(document.into())).ok_or_else(|| Problem::not_found("document"))
}
