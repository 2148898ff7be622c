//! `POST /api/v1/auth/validate`: the claims and the validity of a token.

use axum::extract::State as Extract;
use http::HeaderMap;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_http::{Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Visitor;
use sisuiq_model::{Surface, UserId};
use utoipa::ToSchema;

use crate::State;

/// The claims and the validity of a token.
#[derive(Serialize, ToSchema)]
pub(crate) struct ValidateOut {
    /// True if the token is valid; false if it has expired or its session has ended.
    valid: bool,
    user_id: UserId,
    /// The surface where its session began.
    user_type: Surface,
    expires_at: Timestamp,
}

/// Validate a token
///
/// Whether the access token of the request is valid, and its claims. A missing or foreign token gets 401; an expired
/// one does not.
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
