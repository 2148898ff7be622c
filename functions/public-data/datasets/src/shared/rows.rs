//! `GET /api/datasets/shared/{token}/rows`: a page of rows of a shared dataset.

use crate::{
    State,
    query::Parameters,
    rows::{RowsIn, RowsOut, page_of},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_datasets::open_link;
use sisuiq_http::{BadRequest, Conflict, NotFound, Path, PreferredLanguage, Result, TooManyRequests, Unavailable};
use sisuiq_identity::Anyone;

/// Read rows of a shared dataset
///
/// One page of the rows that fulfil a filter. A page has at most 5000 rows and 5 MiB of JSON.
#[utoipa::path(
    get,
    path = "/api/datasets/shared/{token}/rows",
    tag = "datasets",
    params(
        ("token" = String, Path, description = "The token of the link", max_length = 43, example = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNbM"),
        RowsIn
    ),
    responses((status = 200, body = RowsOut), BadRequest, NotFound, Conflict, TooManyRequests, Unavailable),
)]
pub(crate) async fn rows(
    _caller: Anyone,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Path(token): Path<String>,
    parameters: Parameters,
) -> Result<Response> {
    let link = open_link(&state.datasets.database, &token, state.datasets.clock.now(), false).await?;
    page_of(&state, &link.dataset, &parameters, language).await
}
