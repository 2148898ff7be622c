//! `GET /api/docs/{file}`: what the documentation page is made of.

use axum::extract::State as Extract;
use axum::response::Response;
use http::HeaderMap;
use sisuiq_http::{NotFound, Path, Problem, Result};
use sisuiq_identity::{Anyone, admission::Uncounted};
use utoipa::ToSchema;

use crate::State;

/// A file of the documentation page.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "describes a parameter, is never built")]
pub(crate) enum DocsFile {
    /// The style of Swagger UI.
    #[schema(rename = "swagger.css")]
    Style,
    /// Swagger UI.
    #[schema(rename = "swagger.js")]
    Program,
    /// The script that starts it.
    #[schema(rename = "start.js")]
    Start,
}

/// Get a file of the documentation page
///
/// Swagger UI 5.32 and its start script.
#[utoipa::path(
    get,
    path = "/api/docs/{file}",
    tag = "docs",
    params(("file" = inline(DocsFile), Path, description = "The name of the file", example = "start.js")),
    responses(
        (
            status = 200, description = "The file",
            content((String = "text/css", example = json!("body {}")), (String = "text/javascript", example = json!(";"))),
            headers(("etag" = String, description = "The value to send as `If-None-Match`"))
        ),
        (status = 304, description = "Not modified"),
        NotFound
    )
)]
pub(crate) async fn file(
    _caller: Anyone<Uncounted>,
    Extract(state): Extract<State>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let texts = &state.texts;
    let found = match file.as_str() {
        "swagger.css" => &texts.style,
        "swagger.js" => &texts.program,
        "start.js" => &texts.start,
        _ => return Err(Problem::not_found("file")),
    };
    Ok(found.answer(&headers))
}
