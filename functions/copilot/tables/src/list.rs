//! `GET /api/ingest/data`: the tables that the caller may see.

use crate::State;
use crate::snapshot::SnapshotOut;
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_datasets_db::datasets::{self, DatasetFilters};
use sisuiq_db::anywhere;
use sisuiq_http::{
    FieldError, Forbidden, Json, Paged, Paging, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{DocumentStatus, Window};
use tokio::try_join;
use utoipa::{IntoParams, ToSchema};

/// Filters of the list of tables.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct TablesIn {
    /// Only those with this status: pending, processing, ready or failed.
    #[param(value_type = Option<DocumentStatus>)]
    status: Option<String>,
    /// Only those whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[param(min_length = 1, max_length = 200, example = "outages")]
    q: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TablesOut {
    /// The tables without their figures, newest first.
    data: Vec<SnapshotOut>,
    /// The total number of items.
    #[schema(example = 1)]
    count: i64,
}

/// List tables
///
/// The tables that the caller may see, with their processing status, newest first.
#[utoipa::path(
    get,
    path = "/api/ingest/data",
    tag = "tables",
    params(TablesIn, Paging),
    responses((status = 200, body = TablesOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::TablesRead>,
    Extract(state): Extract<State>,
    Paged(input, paging): Paged<TablesIn>,
) -> Result<Json<TablesOut>> {
    let status = input.status.as_deref().map(str::parse::<DocumentStatus>).transpose();
    let status = status.map_err(|error| Problem::unprocessable(vec![FieldError::new("status", error.to_string())]))?;
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let filters = DatasetFilters { status, pattern: input.q.as_deref().map(anywhere) };
    let window = Window { limit: paging.limit, offset: paging.offset };
    let (found, count) = try_join!(
        datasets::list_visible(&connection, seen_by, &filters, window),
        datasets::count_visible(&connection, seen_by, &filters),
    )?;
    Ok(Json(TablesOut { data: found.into_iter().map(SnapshotOut::from).collect(), count }))
}
