//! `GET /api/auth/me`: the caller's own account.

use sisuiq_http::{Json, Unauthorized, Unavailable};
use sisuiq_identity::User;

use crate::account::UserOut;

/// The account that the token belongs to.
#[utoipa::path(
    get,
    path = "/api/auth/me",
    tag = "auth",
    responses((status = 200, body = UserOut), Unauthorized, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn me(caller: User) -> Json<UserOut> {
    Json(caller.account.into())
}
