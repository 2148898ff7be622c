//! `GET /api/v1/sources`: all sources.

use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_http::{
    FieldError, Forbidden, Json, Paged, Paging, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{Page, SourceFormat, UnknownName};
use sisuiq_sanctions_db::sources;
use utoipa::{IntoParams, ToSchema};

use crate::{State, source::WatchedSourceOut};

/// Filters of the list of sources.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct SourcesIn {
    /// Only sources of this format.
    #[garde(skip)]
    #[param(value_type = Option<SourceFormat>)]
    format: Option<String>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct WatchedSourcesOut {
    /// The sources.
    data: Vec<WatchedSourceOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List sources
///
/// All watched sources by name, disabled ones too.
#[utoipa::path(
    get,
    path = "/api/v1/sources",
    tag = "sources",
    params(SourcesIn, Paging),
    responses(
        (
            status = 200, body = WatchedSourcesOut,
            links(("source" = (
                operation_id = "get_v1_sources_id",
                parameters(("id" = "$response.body#/data/0/id"))
            )))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::SourcesRead>,
    Extract(state): Extract<State>,
    Paged(SourcesIn { format }, Paging { limit, offset }): Paged<SourcesIn, Paging>,
) -> Result<Json<WatchedSourcesOut>> {
    let format: Option<SourceFormat> = format
        .map(|name| name.parse())
        .transpose()
        .map_err(|unknown: UnknownName| Problem::unprocessable(vec![FieldError::new("format", unknown.to_string())]))?;
    let page = Page { order: (), limit, offset, after: None };
    let connection = state.database.connection().await?;
    let found = sources::list(format.as_ref(), &page).read(&connection).await?;
    drop(connection);
    let now = state.clock.now();
    let data = found.rows.into_iter().map(|source| WatchedSourceOut::new(source, now)).collect();
    Ok(Json(WatchedSourcesOut { data, count: found.count }))
}
