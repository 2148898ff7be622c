//! CORS: the requests and responses permitted to pages of other origins (Fetch standard).

use http::header::{AUTHORIZATION, CONTENT_TYPE, LINK, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, Method};
use std::time::Duration;
use tower_http::cors::{AllowCredentials, AllowOrigin, CorsLayer};

use crate::origin::Origin;
use sisuiq_telemetry::TRACE_ID_HEADER;

/// The lifetime of a preflight response.
const MAX_AGE: Duration = Duration::from_mins(10);
const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
/// Request headers that pages may send besides the safelisted ones.
const SENT: [HeaderName; 6] = [
    AUTHORIZATION,
    CONTENT_TYPE,
    HeaderName::from_static("idempotency-key"),
    HeaderName::from_static("x-anthropic-api-key"),
    HeaderName::from_static("x-csrf-token"),
    TRACE_ID_HEADER,
];
/// Response headers that pages may read besides the safelisted ones.
const READ: [HeaderName; 10] = [
    LINK,
    RETRY_AFTER,
    WWW_AUTHENTICATE,
    HeaderName::from_static("idempotency-replayed"),
    HeaderName::from_static("ratelimit"),
    HeaderName::from_static("ratelimit-policy"),
    HeaderName::from_static("x-ratelimit-limit"),
    HeaderName::from_static("x-ratelimit-remaining"),
    HeaderName::from_static("x-ratelimit-reset"),
    TRACE_ID_HEADER,
];

/// Permits requests with cookies from pages of these origins only. `None` without origins: browsers then permit only pages of
/// the API's own origin.
pub(crate) fn layer(origins: &[Origin]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let listed: Vec<HeaderValue> = origins.iter().map(|origin| origin.header().clone()).collect();
    let known = listed.clone();
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(listed))
        .allow_credentials(AllowCredentials::predicate(move |origin, _| known.contains(origin)))
        .allow_methods(METHODS)
        .allow_headers(SENT)
        .expose_headers(READ)
        .max_age(MAX_AGE);
    Some(layer)
}
