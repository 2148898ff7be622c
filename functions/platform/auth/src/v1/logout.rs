//! `POST /api/v1/auth/logout`: the end of a session.

use axum::extract::State as Extract;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{Person, SetCookies};

use super::message::CustomerMessageOut;
use crate::State;

/// Log out of any session
///
/// Ends the session. Both its tokens are rejected from the next request on.
#[utoipa::path(
    post,
    path = "/api/v1/auth/logout",
    tag = "customers",
    responses((status = 200, body = CustomerMessageOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn logout(
    caller: Person,
    Extract(state): Extract<State>,
) -> Result<(SetCookies, Json<CustomerMessageOut>)> {
    state.identity.end(&caller).await?;
    let cookies = SetCookies::clear(state.identity.cookies())?;
    Ok((cookies, Json(CustomerMessageOut { message: "Logged out successfully" })))
}
