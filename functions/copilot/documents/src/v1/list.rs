//! `GET /api/v1/documents`

use super::DocumentItemOut;
use crate::{State, names::parse_optional};
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_documents_db::documents::{self, DocumentFilters};
use sisuiq_http::{
    BadRequest, Forbidden, Json, Paged, Paging, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentOrder, DocumentSource, DocumentStatus, Page};
use utoipa::{IntoParams, ToSchema};

/// Filters of the list of documents.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct DocumentsIn {
    /// Only documents of this publisher, ignoring case: uetcl, era, memd, `world_bank` or other.
    #[param(value_type = Option<DocumentSource>)]
    source: Option<String>,
    /// Only those with this status: pending, processing, ready or failed.
    #[param(value_type = Option<DocumentStatus>)]
    status: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DocumentsOut {
    /// The documents, newest first.
    documents: Vec<DocumentItemOut>,
    /// The total number of items.
    #[schema(example = 1)]
    total: i64,
}

/// List documents (v1)
///
/// The documents that the caller may see, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/documents",
    tag = "documents",
    params(DocumentsIn, Paging),
    responses(
        (status = 200, body = DocumentsOut), BadRequest, Unauthorized, Forbidden, Unprocessable, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Paged(input, paging): Paged<DocumentsIn>,
) -> Result<Json<DocumentsOut>> {
    let mut errors = Vec::new();
    let source: Option<DocumentSource> = parse_optional(input.source.as_deref(), "source", &mut errors);
    let status: Option<DocumentStatus> = parse_optional(input.status.as_deref(), "status", &mut errors);
    if !errors.is_empty() {
        return Err(Problem::unprocessable(errors));
    }
    let filters = DocumentFilters { source, status, ..DocumentFilters::default() };
    let page = Page { order: DocumentOrder::Newest, limit: paging.limit, offset: paging.offset, after: None };
    let seen_by = caller.visibility();
    let connection = state.database.connection().await?;
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    let documents = found.rows.into_iter().map(DocumentItemOut::from).collect();
    Ok(Json(DocumentsOut { documents, total: found.count }))
}
