//! `GET /api/auth/verify`: the account of a valid token.

use serde::Serialize;
use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::{UserId, UserRole};
use utoipa::ToSchema;

/// The account that a token belongs to.
#[derive(Serialize, ToSchema)]
pub(crate) struct VerifyOut {
    /// Always true: without a valid token the response is 401.
    #[schema(example = true)]
    authenticated: bool,
    user_id: UserId,
    role: UserRole,
}

/// Verify a token
///
/// The account of a valid token.
#[utoipa::path(
    get,
    path = "/api/auth/verify",
    tag = "auth",
    responses((status = 200, body = VerifyOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn verify(caller: Person) -> Json<VerifyOut> {
    Json(VerifyOut { authenticated: true, user_id: caller.id, role: caller.role })
}
