//! `POST /api/v1/ops/auth/refresh`: new tokens for a session of staff.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use garde::Validate;
use http::HeaderMap;
use serde::Deserialize;
use sisuiq_accounts_db::staff;
use sisuiq_http::{
    BadRequest, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Anyone, Client, SetCookies};
use sisuiq_model::{StaffId, Surface};
use utoipa::ToSchema;

use super::out::StaffAuthOut;
use crate::State;

/// A refresh request.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct StaffRefreshIn {
    /// The refresh token; browsers leave it out and send their cookie.
    #[garde(inner(length(chars, max = 512)))]
    #[schema(max_length = 512, example = "sisuiq_refresh_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    refresh_token: Option<String>,
}

/// Refresh a staff session's tokens
///
/// Issues new tokens for a refresh token, which can be used once.
#[utoipa::path(
    post,
    path = "/api/v1/ops/auth/refresh",
    tag = "staff",
    request_body = StaffRefreshIn,
    responses(
        (status = 200, body = StaffAuthOut), BadRequest, Unauthorized, PayloadTooLarge, Unprocessable, TooManyRequests,
        Unavailable
    ),
    security((), ("refresh" = []))
)]
pub(crate) async fn refresh(
    _caller: Anyone,
    Extract(state): Extract<State>,
    client: Client,
    headers: HeaderMap,
    Json(input): Json<StaffRefreshIn>,
) -> Result<Response> {
    let cookies = state.identity.cookies();
    let named = input.refresh_token.as_deref();
    let Some(granted) = state.identity.refresh(&client, &headers, named, &[Surface::Staff]).await? else {
        let refused = Problem::unauthorized().detail("Invalid refresh token");
        return Ok((SetCookies::clear(cookies)?, refused).into_response());
    };
    let id: Option<StaffId> = staff::find_id(&state.database.connection().await?, granted.user.id).await?;
    let id = id.ok_or_else(|| Problem::not_found("staff member"))?;
    let renewed = SetCookies::grant(cookies, &granted)?;
    Ok((renewed, Json(StaffAuthOut::load(&state, id, &granted).await?)).into_response())
}
