//! `GET /api/v1/auth/csrf-token`: a token that a page sends twice.

use axum::extract::State as Extract;
use secrecy::ExposeSecret;
use serde::Serialize;
use sisuiq_http::{Json, Result, TooManyRequests, Unavailable};
use sisuiq_identity::{Anyone, Purpose, SetCookies};
use utoipa::ToSchema;

use crate::State;

/// A CSRF token for the double-submit cookie pattern.
#[derive(Serialize, ToSchema)]
pub(crate) struct CsrfTokenOut {
    /// The token to send as `X-CSRF-Token`.
    #[schema(example = "sisuiq_csrf_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    csrf_token: String,
}

/// Get a CSRF token
///
/// A token for the double-submit cookie pattern: send it as the cookie that is set here and in the header
/// `X-CSRF-Token`. The header is optional. On a request that changes something, a header that is sent must equal the cookie, and
/// requests from pages of untrusted origins are rejected even without it.
#[utoipa::path(
    get,
    path = "/api/v1/auth/csrf-token",
    tag = "customers",
    responses((status = 200, body = CsrfTokenOut), TooManyRequests, Unavailable)
)]
pub(crate) async fn csrf_token(
    _caller: Anyone,
    Extract(state): Extract<State>,
) -> Result<(SetCookies, Json<CsrfTokenOut>)> {
    let token = Purpose::Csrf.generate().text;
    let cookies = SetCookies::csrf(state.identity.cookies(), &token, state.identity.lifetimes().refresh)?;
    Ok((cookies, Json(CsrfTokenOut { csrf_token: token.expose_secret().to_owned() })))
}
