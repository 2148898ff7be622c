//! `GET /api/datasets/shared/{token}/map`: the places of a shared dataset.

use super::{only_this, opened};
use crate::{
    State,
    map::{MapIn, MapOut, MapRequest},
    query::Parameters,
};
use axum::{extract::State as Extract, response::Response};
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
    let dataset = opened(&state, &token).await?;
    let request = MapRequest::read(&parameters, language)?;
    if !request.with.is_empty() {
        return Err(only_this(language, "with"));
    }
    request.draw(&state, &[dataset], &parameters, language).await
}
