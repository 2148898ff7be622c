//! `POST /api/v1/auth/validate`: what a token is worth.

use axum::extract::State as Extract;
use http::HeaderMap;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_http::{Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Visitor;
use sisuiq_model::{Surface, UserId};
use utoipa::ToSchema;

use crate::State;

/// What a token says, and whether it is good now.
#[derive(Serialize, ToSchema)]
pub(crate) struct ValidateOut {
    /// False for a token of ours that has expired or whose session has ended.
    valid: bool,
    user_id: UserId,
    /// Where its session began.
    user_type: Surface,
    expires_at: Timestamp,
}

/// See what a token is worth
///
/// Says what the access token of the request is worth. One that is not ours, or none, gets 401; one that is over does not.
#[utoipa::path(
    post,
    path = "/api/v1/auth/validate",
    tag = "customers",
    responses((status = 200, body = ValidateOut), Unauthorized, TooManyRequests, Unavailable),
    security((), ("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn validate(
    Visitor { caller, .. }: Visitor,
    Extract(state): Extract<State>,
    headers: HeaderMap,
) -> Result<Json<ValidateOut>> {
    let claims = state.identity.read_token(&headers).await?.ok_or_else(Problem::unauthorized)?;
    let expires_at = Timestamp::from_second(claims.exp).map_err(Problem::internal)?;
    let is_callers = caller.is_some_and(|caller| caller.session() == Some(claims.sid));
    Ok(Json(ValidateOut { valid: is_callers, user_id: claims.sub, user_type: claims.surface, expires_at }))
}
