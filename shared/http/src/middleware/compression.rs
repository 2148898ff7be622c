//! What must not be compressed.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_ENCODING, Entry};

const IDENTITY: HeaderValue = HeaderValue::from_static("identity");
/// Where tokens and keys are handed out: a segment of the path.
const AUTH: &str = "auth";

/// Says of answers about authentication that they are encoded already, as themselves. Neither the gateway nor `server` compresses
/// those: beside text that others chose, the length of a compressed secret tells what it is (BREACH).
pub(crate) async fn spare_secrets(request: Request, next: Next) -> Response {
    let is_spared = request.uri().path().split('/').any(|segment| segment == AUTH);
    let mut response = next.run(request).await;
    if is_spared && let Entry::Vacant(vacant) = response.headers_mut().entry(CONTENT_ENCODING) {
        vacant.insert(IDENTITY);
    }
    response
}
