//! `GET /api/v1/auth/status`: the account of a valid token.

use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;

use super::token_status::StatusOut;

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
    Json(StatusOut::of(&caller))
}
