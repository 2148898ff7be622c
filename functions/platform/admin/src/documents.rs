//! `GET /api/admin/documents`: the documents that an administrator may see, and what became of each.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_db::documents::{self, Document, DocumentFilters};
use sisuiq_db::{DocumentId, DocumentOrder, DocumentSource, DocumentStatus, DocumentType};
use sisuiq_http::{
    CursorPaging, Forbidden, Json, Paged, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::Admin;
use utoipa::{IntoParams, ToSchema};

use crate::State;
use crate::lists::{Asked, next, pattern};

/// Which documents; all that is named has to fit.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AdminDocumentsIn {
    /// Only those of this kind.
    #[param(value_type = Option<DocumentType>)]
    r#type: Option<String>,
    /// Only those that this source published.
    #[param(value_type = Option<DocumentSource>)]
    source: Option<String>,
    /// Only those in this state.
    #[param(value_type = Option<DocumentStatus>)]
    status: Option<String>,
    /// Only those with this in their name, in any case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "plan")]
    q: Option<String>,
    /// What they are sorted by, the newest first unless it is said.
    #[param(inline, value_type = Option<DocumentOrder>)]
    sort: Option<String>,
}

/// A document, as administrators see it.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "error_message": null }))]
pub(crate) struct AdminDocumentOut {
    id: DocumentId,
    /// The name shown to people.
    #[schema(example = "strategic_plan.pdf")]
    name: String,
    /// What kind it is.
    r#type: DocumentType,
    /// Who published it.
    source: DocumentSource,
    /// Where the bytes of its current version are stored.
    #[schema(example = "docs/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.pdf")]
    file_path: String,
    /// Passages that can be found.
    #[schema(example = 48, minimum = 0)]
    chunk_count: i32,
    /// How far its current version has come.
    status: DocumentStatus,
    /// Why it failed; only when it did.
    error_message: Option<String>,
    /// When its upload was asked for.
    created_at: Timestamp,
}

/// A part of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminDocumentsOut {
    /// The documents.
    data: Vec<AdminDocumentOut>,
    /// How many there are in all.
    #[schema(example = 4, minimum = 0)]
    count: i64,
}

/// List documents for administrators
///
/// The documents that the caller may see, with what became of each, newest first. What somebody keeps to themselves is not
/// among them.
#[utoipa::path(
    get,
    path = "/api/admin/documents",
    tag = "admin",
    params(AdminDocumentsIn, CursorPaging),
    responses(
        (
            status = 200, body = AdminDocumentsOut,
            headers(("link" = String, description = "The next page, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: Admin,
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
    };
    let newest = DocumentOrder::Newest;
    let page = asked.page(input.sort.as_deref(), newest, paging);
    asked.check()?;
    let seen_by = caller.visibility();
    let connection = state.database.connection().await?;
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    let last = found.rows.last().map(|document| (document.created_at, document.id));
    let next = next(&uri, (&page, newest), found.rows.len(), last);
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
            chunk_count: document.chunk_count,
            status: document.status,
            error_message: document.error_detail,
            created_at: document.created_at,
        }
    }
}
