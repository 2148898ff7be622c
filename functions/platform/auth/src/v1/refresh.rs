//! `POST /api/v1/auth/refresh`: new tokens for a customer's session.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use garde::Validate;
use http::HeaderMap;
use serde::Deserialize;
use sisuiq_accounts_db::customers;
use sisuiq_http::{
    BadRequest, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Anyone, Client, SetCookies};
use sisuiq_model::Surface;
use utoipa::ToSchema;

use super::customer::CustomerAuthOut;
use crate::State;

/// A refresh request.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct CustomerRefreshIn {
    /// The refresh token; browsers leave it out and send their cookie.
    #[garde(inner(length(chars, max = 512)))]
    #[schema(max_length = 512, example = "sisuiq_refresh_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    refresh_token: Option<String>,
}

/// Refresh a customer's tokens
///
/// Issues new tokens for a refresh token, which can be used once.
#[utoipa::path(
    post,
    path = "/api/v1/auth/refresh",
    tag = "customers",
    request_body = CustomerRefreshIn,
    responses(
        (status = 200, body = CustomerAuthOut), BadRequest, Unauthorized, PayloadTooLarge, Unprocessable, TooManyRequests,
        Unavailable
    ),
    security((), ("refresh" = []))
)]
pub(crate) async fn refresh(
    _caller: Anyone,
    Extract(state): Extract<State>,
    client: Client,
    headers: HeaderMap,
    Json(input): Json<CustomerRefreshIn>,
) -> Result<Response> {
    let cookies = state.identity.cookies();
    let named = input.refresh_token.as_deref();
    let Some(granted) = state.identity.refresh(&client, &headers, named, &[Surface::Customer]).await? else {
        let refused = Problem::unauthorized().detail("Invalid refresh token");
        return Ok((SetCookies::clear(cookies)?, refused).into_response());
    };
    let customer = customers::find(&state.database.connection().await?, granted.user.id).await?;
    let customer = customer.ok_or_else(|| Problem::not_found("customer"))?;
    let renewed = SetCookies::grant(cookies, &granted)?;
    Ok((renewed, Json(CustomerAuthOut::new(customer, &granted))).into_response())
}
