//! `GET /api/docs`: the description, for people.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::CONTENT_SECURITY_POLICY;
use sisuiq_identity::{Anyone, admission::Uncounted};

use crate::State;

/// Allows files of this origin only, and no inline scripts or styles. Swagger UI's style has pictures in `data:` URLs.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Open the API documentation
///
/// A page that shows the API description and can send requests. Its files are under `/api/docs/`; it contacts no other
/// host.
#[utoipa::path(
    get,
    path = "/api/docs",
    tag = "docs",
    responses(
        (
            status = 200, body = String, content_type = "text/html", description = "The documentation page",
            headers(("etag" = String, description = "The value to send as `If-None-Match`")),
            example = json!("<!doctype html>")
        ),
        (status = 304, description = "Not modified")
    )
)]
pub(crate) async fn page(_caller: Anyone<Uncounted>, Extract(state): Extract<State>, headers: HeaderMap) -> Response {
    ([(CONTENT_SECURITY_POLICY, POLICY)], state.texts.page.answer(&headers)).into_response()
}
