//! `POST /api/auth/logout`: the end of a session.

use axum::extract::State as Extract;
use http::HeaderValue;
use http::header::{HeaderName, SET_COOKIE};
use serde::Serialize;
use sisuiq_db::auth_sessions;
use sisuiq_http::{Json, Problem, Result, Unavailable};
use sisuiq_identity::Visitor;
use utoipa::ToSchema;

use crate::State;

#[derive(Serialize, ToSchema)]
pub(crate) struct LogoutOut {
    #[schema(example = "logged out")]
    message: &'static str,
}

/// Ends the session of the token and clears the cookie. Whoever has no session is logged out already.
#[utoipa::path(
    post,
    path = "/api/auth/logout",
    tag = "auth",
    responses((status = 200, body = LogoutOut), Unavailable),
    security((), ("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn logout(
    Visitor(user): Visitor,
    Extract(state): Extract<State>,
) -> Result<([(HeaderName, HeaderValue); 1], Json<LogoutOut>)> {
    if let Some(user) = user {
        auth_sessions::revoke(&state.database.connection().await?, user.session, state.clock.now()).await?;
    }
    let cookie = state.identity.cookie().clear().map_err(Problem::internal)?;
    Ok(([(SET_COOKIE, cookie)], Json(LogoutOut { message: "logged out" })))
}
