//! A limit on the time until a response begins.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Problem;

const RETRY_AFTER: Duration = Duration::from_secs(5);

/// A streamed body may go on after `limit`; only its beginning is bounded.
pub(crate) async fn limit(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_elapsed) => Problem::unavailable("service", RETRY_AFTER).detail("the request timed out").into_response(),
    }
}
