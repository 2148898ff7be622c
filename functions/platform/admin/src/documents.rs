//! `GET /api/admin/documents`: the documents that an administrator may see, and what became of each.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_documents_db::documents::{self, Document, DocumentFilters};
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentId, DocumentOrder, DocumentSource, DocumentStatus, DocumentType};
use utoipa::{IntoParams, ToSchema};

use crate::State;
use crate::lists::{Asked, next, pattern};

/// Filters of the list of documents, combined with AND.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AdminDocumentsIn {
    /// Only documents of this type.
    #[param(value_type = Option<DocumentType>)]
    r#type: Option<String>,
    /// Only documents of this publisher.
    #[param(value_type = Option<DocumentSource>)]
    source: Option<String>,
    /// Only those with this status.
    #[param(value_type = Option<DocumentStatus>)]
    status: Option<String>,
    /// Only those whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "plan")]
    q: Option<String>,
    /// The sort order; newest first by default.
    #[param(inline, value_type = Option<DocumentOrder>)]
    sort: Option<String>,
}

/// A document, as administrators see it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "error_message": null }))]
pub(crate) struct AdminDocumentOut {
    id: DocumentId,
    /// The display name.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// The document type.
    r#type: DocumentType,
    /// The publisher.
    source: DocumentSource,
    /// The storage path of the current version.
    #[schema(example = "docs/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.pdf")]
    file_path: String,
    /// The number of pages, once processing has begun.
    #[schema(example = 12)]
    pages: Option<i32>,
    /// The number of searchable passages.
    #[schema(example = 48, minimum = 0)]
    chunk_count: i32,
    /// The numbers of the pages without usable text, which cannot be searched.
    #[schema(example = json!([7]))]
    pages_without_text: Vec<i32>,
    /// The numbers of the pages whose text was recognised in pictures of them.
    #[schema(example = json!([3]))]
    pages_read_by_ocr: Vec<i32>,
    /// The processing status of the current version.
    status: DocumentStatus,
    /// The reason of the failure, if it failed.
    error_message: Option<String>,
    /// When its upload was created.
    created_at: Timestamp,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminDocumentsOut {
    /// The documents.
    data: Vec<AdminDocumentOut>,
    /// The total number of items.
    #[schema(example = 4, minimum = 0)]
    count: i64,
}

/// List documents (admin)
///
/// The documents that the caller may see, with their processing status, newest first by default. Private documents of other
/// users are included only if they are shared with the caller.
#[utoipa::path(
    get,
    path = "/api/admin/documents",
    tag = "admin",
    params(AdminDocumentsIn, CursorPaging),
    responses(
        (
            status = 200, body = AdminDocumentsOut,
            headers(("link" = String, description = "The next page in the default order, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsManage>,
    Extract(state): Extract<State>,
    uri: Uri,
    Paged(input, paging): Paged<AdminDocumentsIn, CursorPaging>,
) -> Result<impl IntoResponse> {
    let mut asked = Asked::default();
    let filters = DocumentFilters {
        kind: asked.named("type", input.r#type.as_deref()),
        source: asked.named("source", input.source.as_deref()),
        status: asked.named("status", input.status.as_deref()),
        pattern: pattern(input.q.as_deref()),
        sha256: None,
        dataset: None,
    };
    let newest = DocumentOrder::Newest;
    let page = asked.page(input.sort.as_deref(), newest, paging);
    asked.check()?;
    let seen_by = caller.visibility();
    let connection = state.database.connection().await?;
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    let last = found.rows.last().map(|document| (document.created_at, document.id));
    let next = next(&uri, &page, newest, found.rows.len(), last);
    let data = found.rows.into_iter().map(AdminDocumentOut::from).collect();
    Ok((AppendHeaders(next), Json(AdminDocumentsOut { data, count: found.count })))
}

impl From<Document> for AdminDocumentOut {
    fn from(document: Document) -> Self {
        Self {
            id: document.id,
            name: document.name,
            r#type: document.kind,
            source: document.source,
            file_path: document.object_key,
            pages: document.page_count,
            chunk_count: document.chunk_count,
            pages_without_text: document.pages_without_text,
            pages_read_by_ocr: document.pages_read_by_ocr,
            status: document.status,
            error_message: document.error_detail,
            created_at: document.created_at,
        }
    }
}
