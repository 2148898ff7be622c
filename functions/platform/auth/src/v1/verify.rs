//! `GET /api/v1/auth/verify`: the account of a valid token.

use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;

use super::token_status::StatusOut;

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
    Json(StatusOut::of(&caller))
}
