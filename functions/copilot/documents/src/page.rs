//! `GET /api/documents/{id}/pages/{page}`: the stored text that citations are checked against.

use crate::{State, version_query::VersionIn};
use axum::extract::State as Extract;
use serde::{Deserialize, Serialize};
use sisuiq_documents_db::document_pages;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::DocumentId;
use utoipa::{IntoParams, ToSchema};

/// The page to read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct PageIn {
    /// The document.
    id: DocumentId,
    /// The page, from 1.
    #[param(example = 2)]
    page: i32,
}

/// The text of a page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageOut {
    /// The document.
    document_id: DocumentId,
    /// The document's version.
    #[schema(example = 1)]
    version: i32,
    /// The page, from 1.
    #[schema(example = 2)]
    page: i32,
    /// The stored text. The offsets of citations count its Unicode scalar values.
    #[schema(example = "Indicator | 2024 | 2026 | 2028 | 2030")]
    text: String,
    /// True if the page has text.
    has_text: bool,
    /// True if the text was recognised in a picture of the page, which may contain errors.
    #[schema(example = false)]
    ocr: bool,
}

/// Get the text of a page
///
/// The stored text of one page of a document that the caller may see, in the current version or another one.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/pages/{page}",
    tag = "documents",
    params(PageIn, VersionIn),
    responses((status = 200, body = PageOut), BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn page(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Path(input): Path<PageIn>,
    Query(VersionIn { version }): Query<VersionIn>,
) -> Result<Json<PageOut>> {
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = document_pages::find_visible(&connection, seen_by, input.id, input.page, version).await?;
    let text = found.ok_or_else(|| Problem::not_found("page"))?;
    Ok(Json(PageOut {
        document_id: input.id,
        version: text.version,
        page: input.page,
        text: text.text,
        has_text: text.has_text,
        ocr: text.ocr,
    }))
}
