//! `GET /api/ingest/jobs`: what is and was taken in.

use super::job::JobOut;
use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_db::{
    DocumentOrder, Page, Visibility,
    documents::{self, DocumentFilters},
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::Admin;
use utoipa::{IntoParams, ToSchema};

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct JobsIn {
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
    params(JobsIn),
    responses((status = 200, body = JobsOut), BadRequest, Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn jobs(
    caller: Admin,
    Extract(state): Extract<State>,
    Query(JobsIn { limit, offset }): Query<JobsIn>,
) -> Result<Json<JobsOut>> {
    let filters = DocumentFilters::default();
    let page = Page { order: DocumentOrder::Newest, limit, offset, after: None };
    let seen_by = Visibility::of(caller.id, caller.role);
    let connection = state.database.connection().await?;
    let found = documents::list(&seen_by, &filters, &page).read(&connection).await?;
    Ok(Json(JobsOut { jobs: found.rows.into_iter().map(JobOut::from).collect(), count: found.count }))
}
