//! `POST /api/auth/logout`: the end of a session.

use axum::extract::State as Extract;
use http::HeaderMap;
use serde::Serialize;
use sisuiq_db::auth_sessions::{self, Ending};
use sisuiq_http::{Json, Result, TooManyRequests, Unavailable};
use sisuiq_identity::{CookieName, Purpose, SetCookies, Visitor};
use utoipa::ToSchema;

use crate::State;

/// That it is done.
#[derive(Serialize, ToSchema)]
pub(crate) struct LogoutOut {
    #[schema(example = "logged out")]
    message: &'static str,
}

/// Log out
///
/// Ends the session of the access token, or else of the refresh token, and clears both cookies. Whoever has no session is
/// logged out already.
#[utoipa::path(
    post,
    path = "/api/auth/logout",
    tag = "auth",
    responses((status = 200, body = LogoutOut), TooManyRequests, Unavailable),
    security((), ("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn logout(
    Visitor { caller, .. }: Visitor,
    Extract(state): Extract<State>,
    headers: HeaderMap,
) -> Result<(SetCookies, Json<LogoutOut>)> {
    let cookies = state.identity.cookies();
    let now = state.clock.now();
    if let Some(session) = caller.and_then(|caller| caller.session()) {
        auth_sessions::revoke(&state.database.connection().await?, session, now, Ending::LoggedOut).await?;
    } else if let Some(hash) =
        cookies.sent(&headers, CookieName::Refresh).and_then(|text| Purpose::Refresh.recognise(text))
    {
        auth_sessions::revoke_by_refresh(&state.database.connection().await?, &hash, now).await?;
    }
    Ok((SetCookies::clear(cookies)?, Json(LogoutOut { message: "logged out" })))
}
