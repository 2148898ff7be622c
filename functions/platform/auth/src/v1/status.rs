//! `GET /api/v1/auth/verify` and `GET /api/v1/auth/status`: is the token good?

use serde::Serialize;
use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::UserId;
use utoipa::ToSchema;

/// The account that a token belongs to.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatusOut {
    /// Always true: without a valid token the response is 401.
    #[schema(example = true)]
    authenticated: bool,
    user_id: UserId,
}

/// Verify a session's token
///
/// The account of a valid token.
#[utoipa::path(
    get,
    path = "/api/v1/auth/verify",
    tag = "customers",
    responses((status = 200, body = StatusOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn verify(caller: Person) -> Json<StatusOut> {
    Json(StatusOut { authenticated: true, user_id: caller.id })
}

/// Get the status of a token
///
/// The same as `/api/v1/auth/verify` under another name.
#[utoipa::path(
    get,
    path = "/api/v1/auth/status",
    tag = "customers",
    responses((status = 200, body = StatusOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn status(caller: Person) -> Json<StatusOut> {
    Json(StatusOut { authenticated: true, user_id: caller.id })
}
