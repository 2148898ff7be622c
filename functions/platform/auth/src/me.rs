//! `GET /api/auth/me`: the caller's own account.

use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;

use crate::account::UserOut;

/// Get the caller's account
///
/// The account that the token belongs to.
#[utoipa::path(
    get,
    path = "/api/auth/me",
    tag = "auth",
    responses((status = 200, body = UserOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn me(caller: Person) -> Json<UserOut> {
    Json(caller.account.clone().into())
}
