//! Responses that must not be compressed.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_ENCODING, Entry};

const IDENTITY: HeaderValue = HeaderValue::from_static("identity");
/// The path segment of routes that issue tokens and keys.
const AUTH: &str = "auth";

/// Marks authentication responses as `identity`-encoded, so that neither the gateway nor `server` compresses them: the
/// length of a compressed secret beside attacker-chosen text reveals the secret (BREACH).
pub(crate) async fn spare_secrets(request: Request, next: Next) -> Response {
    let is_spared = request.uri().path().split('/').any(|segment| segment == AUTH);
    let mut response = next.run(request).await;
    if is_spared && let Entry::Vacant(vacant) = response.headers_mut().entry(CONTENT_ENCODING) {
        vacant.insert(IDENTITY);
    }
    response
}
