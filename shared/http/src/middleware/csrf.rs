//! Refusal of requests that another site makes with the user's cookie.

use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::Problem;

/// Lets a browser change something only from `origin` or from the host that is being asked.
///
/// It covers every unsafe method, with cookie or without: programs send neither `Sec-Fetch-Site` nor `Origin`, and no
/// other site has business here.
pub(crate) fn layer(origin: Option<&str>) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let layer = CsrfLayer::new();
    let trusting = match origin {
        Some(origin) => layer.clone().add_trusted_origin(origin).unwrap_or(layer),
        None => layer,
    };
    trusting.with_rejection_response(|_: ProtectionError| {
        Problem::forbidden().detail("requests from other sites are refused").into_response()
    })
}
