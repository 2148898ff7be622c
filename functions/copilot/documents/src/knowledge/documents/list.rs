//! `GET /api/v1/knowledge/datasets/{name}/documents`: the documents of a dataset.

use super::super::no_dataset;
use crate::{State, document::DocumentOut};
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_documents_db::{
    documents::{self, DocumentFilters},
    knowledge_datasets,
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Paging, Path, Query, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentOrder, Page};
use utoipa::ToSchema;

/// One page of the documents of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetDocumentsOut {
    /// The documents, newest first.
    data: Vec<DocumentOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List the documents of a dataset
///
/// Those that the caller may see, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/datasets/{name}/documents",
    tag = "knowledge",
    params(
        ("name" = String, Path, description = "The dataset", min_length = 3, max_length = 60, example = "EU-Sanctions"),
        Paging
    ),
    responses(
        (status = 200, body = DatasetDocumentsOut), BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Path(name): Path<String>,
    Query(Paging { limit, offset }): Query<Paging>,
) -> Result<Json<DatasetDocumentsOut>> {
    let seen_by = caller.visibility();
    let connection = state.database.connection().await?;
    let dataset = knowledge_datasets::find_visible(&connection, seen_by, &name).await?.ok_or_else(no_dataset)?;
    let filters = DocumentFilters { dataset: Some(dataset.id), ..DocumentFilters::default() };
    let page = Page { order: DocumentOrder::Newest, limit, offset, after: None };
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    let data = found.rows.into_iter().map(|document| DocumentOut::of(document, &caller)).collect();
    Ok(Json(DatasetDocumentsOut { data, count: found.count }))
}
