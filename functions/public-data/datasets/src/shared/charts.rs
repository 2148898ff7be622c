//! `GET /api/datasets/shared/{token}/charts/{type}`: a chart of a shared dataset.

use crate::{
    State,
    charts::{ChartIn, ChartOut, chart_of},
    others::Others,
    query::Parameters,
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_charts::ChartType;
use sisuiq_datasets::open_link;
use sisuiq_http::{BadRequest, Conflict, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unavailable};
use sisuiq_identity::Anyone;

/// Draw a chart of a shared dataset
///
/// The figures of a chart, as those of a dataset of the caller. A link opens one dataset only: there is no comparison with others.
#[utoipa::path(
    get,
    path = "/api/datasets/shared/{token}/charts/{type}",
    tag = "datasets",
    params(
        ("token" = String, Path, description = "The token of the link", max_length = 43, example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM"),
        ("type" = ChartType, Path, description = "The type; not `compare`", example = "bar"),
        ChartIn
    ),
    responses((status = 200, body = ChartOut), BadRequest, NotFound, Conflict, TooManyRequests, Unavailable),
)]
pub(crate) async fn charts(
    _caller: Anyone,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path((token, kind)): Path<(String, String)>,
    parameters: Parameters,
) -> Result<Response> {
    let link = open_link(&state.datasets.database, &token, state.datasets.clock.now(), false).await?;
    chart_of(&state, (&link.dataset, Others::Nothing), &kind, &parameters, language).await
}
