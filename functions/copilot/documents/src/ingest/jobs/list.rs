//! `GET /api/ingest/jobs`: the processing of the documents that the caller may see.

use super::JobOut;
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_documents_db::documents::{self, DocumentFilters};
use sisuiq_http::{
    BadRequest, Forbidden, Json, Paging, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentOrder, Page};
use utoipa::ToSchema;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobsOut {
    /// The jobs, newest first.
    jobs: Vec<JobOut>,
    /// The total number of items.
    #[schema(example = 1)]
    count: i64,
}

/// List jobs
///
/// The processing status of each document that the caller may see, newest first.
#[utoipa::path(
    get,
    path = "/api/ingest/jobs",
    tag = "documents",
    params(Paging),
    responses((status = 200, body = JobsOut), BadRequest, Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsManage>,
    Extract(state): Extract<State>,
    Query(paging): Query<Paging>,
) -> Result<Json<JobsOut>> {
    let filters = DocumentFilters::default();
    let page = Page { order: DocumentOrder::Newest, limit: paging.limit, offset: paging.offset, after: None };
    let seen_by = caller.visibility();
    let connection = state.database.connection().await?;
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    Ok(Json(JobsOut { jobs: found.rows.into_iter().map(JobOut::from).collect(), count: found.count }))
}
