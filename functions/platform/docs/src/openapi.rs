//! `GET /api/openapi.json`: the description, for programs.

use axum::extract::State as Extract;
use axum::response::Response;
use http::HeaderMap;
use sisuiq_identity::{Anyone, admission::Uncounted};

use crate::State;

/// Get the API description
///
/// All operations with their inputs and outputs, in version 3.1 of the `OpenAPI` Specification. It changes only with a
/// release.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "docs",
    responses(
        (
            status = 200, body = Object, description = "The API description",
            headers(("etag" = String, description = "The value to send as `If-None-Match`")),
            example = json!({ "openapi": "3.1.0", "info": { "title": "SISUiQ", "version": "0.2.0" }, "paths": {} })
        ),
        (status = 304, description = "Not modified")
    )
)]
pub(crate) async fn openapi(
    _caller: Anyone<Uncounted>,
    Extract(state): Extract<State>,
    headers: HeaderMap,
) -> Response {
    state.texts.openapi.answer(&headers)
}
