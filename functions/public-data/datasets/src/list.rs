//! `GET /api/datasets`: the datasets that the caller may see.

use crate::{State, dataset::DatasetOut};
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_datasets_db::datasets::{self, DatasetFilters};
use sisuiq_db::anywhere;
use sisuiq_http::{
    Forbidden, Json, PreferredLanguage, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::Window;
use tokio::try_join;
use utoipa::{IntoParams, ToSchema};

/// The filter and the page of the list.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct DatasetsIn {
    /// The most datasets to return, 1 to 100.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: i64,
    /// The number of datasets to skip.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    offset: i64,
    /// Only those whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "교통사고")]
    q: Option<String>,
}

/// One page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetsOut {
    /// The datasets, newest first.
    datasets: Vec<DatasetOut>,
    /// The total number of datasets.
    #[schema(example = 1, minimum = 0)]
    total: i64,
    /// The most datasets of a page.
    #[schema(example = 20, minimum = 1, maximum = 100)]
    limit: i64,
    /// The number of skipped datasets.
    #[schema(example = 0, minimum = 0)]
    offset: i64,
}

/// List datasets
///
/// The datasets that the caller may see, with their processing status, newest first.
#[utoipa::path(
    get,
    path = "/api/datasets",
    tag = "datasets",
    params(DatasetsIn),
    responses((status = 200, body = DatasetsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Query(DatasetsIn { limit, offset, q }): Query<DatasetsIn>,
) -> Result<Json<DatasetsOut>> {
    let connection = state.datasets.database.connection().await?;
    let seen_by = caller.visibility();
    let filters = DatasetFilters { status: None, pattern: q.as_deref().map(anywhere) };
    let (found, total) = try_join!(
        datasets::list_visible(&connection, seen_by, &filters, Window { limit, offset }),
        datasets::count_visible(&connection, seen_by, &filters),
    )?;
    let datasets = found.into_iter().map(|dataset| DatasetOut::new(dataset, language)).collect();
    Ok(Json(DatasetsOut { datasets, total, limit, offset }))
}

const fn default_limit() -> i64 {
    20
}
