//! `GET /api/datasets/shared/{token}/districts`: the rates of legal districts of a shared dataset.

use crate::{
    State,
    districts::{DistrictRatesOut, DistrictsIn, rates_of},
    query::Parameters,
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_datasets::open_link;
use sisuiq_http::{BadRequest, Conflict, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unavailable};
use sisuiq_identity::Anyone;

/// Compute rates of districts of a shared dataset
///
/// Numbers and rates of the 199 legal districts of Daegu, as those of a dataset of the caller.
#[utoipa::path(
    get,
    path = "/api/datasets/shared/{token}/districts",
    tag = "datasets",
    params(
        ("token" = String, Path, description = "The token of the link", max_length = 43, example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM"),
        DistrictsIn
    ),
    responses((status = 200, body = DistrictRatesOut), BadRequest, NotFound, Conflict, TooManyRequests, Unavailable),
)]
pub(crate) async fn districts(
    _caller: Anyone,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(token): Path<String>,
    parameters: Parameters,
) -> Result<Response> {
    let link = open_link(&state.datasets.database, &token, state.datasets.clock.now(), false).await?;
    rates_of(&state, &link.dataset, &parameters, language).await
}
