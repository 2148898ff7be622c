//! `GET /api/v1/documents`

use super::DocumentItemOut;
use crate::{State, create::parse_optional};
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_db::{
    DocumentOrder, DocumentSource, DocumentStatus, Page, Visibility,
    documents::{self, DocumentFilters},
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, Problem, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::User;
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
    /// At most so many, 1 to 100.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: i64,
    /// After so many.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    offset: i64,
}

fn default_limit() -> i64 {
    50
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
    params(DocumentsIn),
    responses(
        (status = 200, body = DocumentsOut), BadRequest, Unauthorized, Forbidden, Unprocessable, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User,
    Extract(state): Extract<State>,
    Query(input): Query<DocumentsIn>,
) -> Result<Json<DocumentsOut>> {
    let mut errors = Vec::new();
    let source: Option<DocumentSource> = parse_optional(input.source.as_deref(), "source", &mut errors);
    let status: Option<DocumentStatus> = parse_optional(input.status.as_deref(), "status", &mut errors);
    if !errors.is_empty() {
        return Err(Problem::unprocessable(errors));
    }
    let filters = DocumentFilters { source, status, ..DocumentFilters::default() };
    let page = Page { order: DocumentOrder::Newest, limit: input.limit, offset: input.offset, after: None };
    let seen_by = Visibility::of(caller.id, caller.role);
    let connection = state.database.connection().await?;
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    let documents = found.rows.into_iter().map(DocumentItemOut::from).collect();
    Ok(Json(DocumentsOut { documents, total: found.count }))
}
