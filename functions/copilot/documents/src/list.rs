//! `GET /api/documents`: what the caller may see.

use crate::{State, digest::hex_digest, document::DocumentOut};
use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use serde::{Deserialize, Serialize};
use sisuiq_db::anywhere;
use sisuiq_documents_db::documents::{self, DocumentFilters};
use sisuiq_http::{
    BadRequest, Cursor, CursorPaging, FieldError, Forbidden, Json, Paged, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentOrder, DocumentStatus, Page};
use utoipa::{IntoParams, ToSchema};

/// Filters of the list of documents.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListIn {
    /// Only documents with these bytes: SHA-256 in lower-case hex.
    #[garde(inner(custom(|text: &str, (): &()| hex_digest(text))))]
    #[param(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    )]
    sha256: Option<String>,
    /// Only those with this status: pending, processing, ready or failed.
    #[param(value_type = Option<DocumentStatus>)]
    status: Option<String>,
    /// Only those whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "plan")]
    q: Option<String>,
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListOut {
    /// The documents, newest first.
    data: Vec<DocumentOut>,
    /// The total number of items.
    #[schema(example = 1)]
    count: i64,
}

/// List documents
///
/// The documents that the caller may see, newest first.
#[utoipa::path(
    get,
    path = "/api/documents",
    tag = "documents",
    params(ListIn, CursorPaging),
    responses((
            status = 200, body = ListOut,
            headers(("link" = String, description = "The next page, unless this is the last one")),
            links(
                ("file" = (operation_id = "get_documents_id_file", parameters(("id" = "$response.body#/data/0/id")))),
                ("page" = (
                    operation_id = "get_documents_id_pages_page",
                    parameters(("id" = "$response.body#/data/0/id"), ("page" = "1"))
                ))
            )
        ), BadRequest, Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, paging): Paged<ListIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let status = input.status.as_deref().map(str::parse::<DocumentStatus>).transpose();
    let status = status.map_err(|error| Problem::unprocessable(vec![FieldError::new("status", error.to_string())]))?;
    let filters = DocumentFilters {
        sha256: input.sha256,
        status,
        pattern: input.q.as_deref().map(anywhere),
        ..DocumentFilters::default()
    };
    let after = paging.cursor.map(|cursor| (cursor.at, cursor.id));
    let page = Page { order: DocumentOrder::Newest, limit: paging.limit, offset: paging.offset, after };
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    let last = found.rows.last().filter(|_| usize::try_from(paging.limit) == Ok(found.rows.len()));
    let next = last.and_then(|last| Cursor { at: last.created_at, id: last.id }.link(&uri));
    let data = found.rows.into_iter().map(|document| DocumentOut::of(document, &caller)).collect();
    Ok((AppendHeaders(next), Json(ListOut { data, count: found.count })))
}
