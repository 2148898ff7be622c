//! `POST /api/auth/refresh`: new tokens for a session.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use secrecy::ExposeSecret;
use serde::Serialize;
use sisuiq_http::{Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{Anyone, Client, SetCookies};
use sisuiq_model::Surface;
use utoipa::ToSchema;

use crate::State;
use crate::account::UserOut;

/// The surfaces whose sessions are refreshed here. Staff sessions are refreshed by the `ops` function.
const RENEWED: [Surface; 2] = [Surface::Copilot, Surface::Customer];

/// A session with new tokens.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefreshOut {
    #[schema(example = "renewed")]
    message: &'static str,
    /// The access token for programs; browsers also get it as an `HttpOnly` cookie.
    #[schema(example = "eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYtMTEifQ.eyJzdWIiOiIwMTkwYjVhMCJ9.c2lnbmF0dXJl")]
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds until the token expires.
    #[schema(example = 900)]
    expires_in: i64,
    user: UserOut,
}

/// Refresh a session's tokens
///
/// Issues a new access token and a new refresh token for the refresh token in the cookie, which can be used once.
/// Reusing a token after its successor was used ends the session; a token whose response was lost can be used again.
/// Refresh staff sessions under `/api/v1/ops/auth`.
#[utoipa::path(
    post,
    path = "/api/auth/refresh",
    tag = "auth",
    responses(
        (status = 200, body = RefreshOut, headers(("set-cookie" = String, description = "The tokens for browsers"))),
        Unauthorized, TooManyRequests, Unavailable
    ),
    security(("refresh" = []))
)]
pub(crate) async fn refresh(
    _caller: Anyone,
    Extract(state): Extract<State>,
    client: Client,
    headers: HeaderMap,
) -> Result<Response> {
    let cookies = state.identity.cookies();
    let Some(granted) = state.identity.refresh(&client, &headers, None, &RENEWED).await? else {
        // otherwise the browser would send the rejected tokens again
        let refused = Problem::unauthorized().detail("the session has ended: log in again");
        return Ok((SetCookies::clear(cookies)?, refused).into_response());
    };
    let set = SetCookies::grant(cookies, &granted)?;
    let out = RefreshOut {
        message: "renewed",
        access_token: granted.access.expose_secret().to_owned(),
        token_type: "Bearer",
        expires_in: granted.access_lifetime.as_secs(),
        user: granted.user.into(),
    };
    Ok((set, Json(out)).into_response())
}
