//! Text that no store can hold.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Problem;

const ESCAPED_NUL: &str = "%00";

/// Refuses U+0000 in path and query, which Postgres cannot store or compare.
pub(crate) async fn no_nul(request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if request.uri().path().contains(ESCAPED_NUL) || query.contains(ESCAPED_NUL) {
        return Problem::bad_request("the address must not contain U+0000").into_response();
    }
    next.run(request).await
}
