//! Refusal of requests that another site makes with the user's cookie.

use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::{Problem, Service};

/// Accepts unsafe requests of browsers only from the same host or from a trusted origin: browsers write `Origin`
/// themselves, so a listed origin is trusted whatever `Sec-Fetch-Site` says.
///
/// It covers every unsafe method, with cookie or without: programs send neither `Sec-Fetch-Site` nor `Origin`, and no
/// other site has business here.
pub(crate) fn layer(service: &Service) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let trusting = service
        .trusted_origins()
        .fold(CsrfLayer::new(), |layer, origin| layer.clone().add_trusted_origin(origin.as_str()).unwrap_or(layer));
    trusting.with_rejection_response(|_: ProtectionError| {
        Problem::forbidden().detail("requests from other sites are rejected").into_response()
    })
}
