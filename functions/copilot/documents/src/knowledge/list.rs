//! `GET /api/v1/knowledge/datasets`: the datasets that the caller sees.

use super::KnowledgeDatasetOut;
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{Forbidden, Json, Paging, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::Page;
use utoipa::ToSchema;

/// One page of the datasets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnowledgeDatasetsOut {
    /// The datasets.
    data: Vec<KnowledgeDatasetOut>,
    /// The total number of items.
    #[schema(example = 3, minimum = 0)]
    count: i64,
}

/// List datasets of documents
///
/// `EU-Sanctions`, `US-Sanctions` and `UN-Sanctions`, which always exist, then those of administrators and the caller's own, by name.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/datasets",
    tag = "knowledge",
    params(Paging),
    responses(
        (status = 200, body = KnowledgeDatasetsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Query(Paging { limit, offset }): Query<Paging>,
) -> Result<Json<KnowledgeDatasetsOut>> {
    let (seen_by, page) = (caller.visibility(), Page { order: (), limit, offset, after: None });
    let connection = state.database.connection().await?;
    let found = knowledge_datasets::list(&seen_by, &page).read(&connection).await?;
    let data = found.rows.into_iter().map(|dataset| KnowledgeDatasetOut::of(dataset, &caller)).collect();
    Ok(Json(KnowledgeDatasetsOut { data, count: found.count }))
}
