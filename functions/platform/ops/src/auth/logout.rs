//! `POST /api/v1/ops/auth/logout`: the end of a session of staff.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{SetCookies, Staff};
use utoipa::ToSchema;

use crate::State;

/// A confirmation.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffMessageOut {
    #[schema(example = "Logged out successfully")]
    pub(crate) message: &'static str,
}

/// Log out as staff
///
/// Ends the session. Both its tokens are rejected from the next request on.
#[utoipa::path(
    post,
    path = "/api/v1/ops/auth/logout",
    tag = "staff",
    responses((status = 200, body = StaffMessageOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn logout(
    caller: Staff,
    Extract(state): Extract<State>,
) -> Result<(SetCookies, Json<StaffMessageOut>)> {
    state.identity.end(&caller).await?;
    let cookies = SetCookies::clear(state.identity.cookies())?;
    Ok((cookies, Json(StaffMessageOut { message: "Logged out successfully" })))
}
