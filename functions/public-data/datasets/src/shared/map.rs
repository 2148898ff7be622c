//! `GET /api/datasets/shared/{token}/map`: the places of a shared dataset.

use crate::{
    State,
    map::{MapIn, MapOut, map_of},
    others::Others,
    query::Parameters,
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_datasets::open_link;
use sisuiq_http::{BadRequest, Conflict, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unavailable};
use sisuiq_identity::Anyone;

/// Draw a map of a shared dataset
///
/// The places of its rows as GeoJSON, as those of a dataset of the caller. A link opens one dataset only: there are no further layers.
#[utoipa::path(
    get,
    path = "/api/datasets/shared/{token}/map",
    tag = "datasets",
    params(
        ("token" = String, Path, description = "The token of the link", max_length = 43, example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM"),
        MapIn
    ),
    responses((status = 200, body = MapOut), BadRequest, NotFound, Conflict, TooManyRequests, Unavailable),
)]
pub(crate) async fn map(
    _caller: Anyone,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(token): Path<String>,
    parameters: Parameters,
) -> Result<Response> {
    let link = open_link(&state.datasets.database, &token, state.datasets.clock.now(), false).await?;
    map_of(&state, (link.dataset, Others::Nothing), &parameters, language).await
}
