//! `GET /api/auth/me`: the caller's own account and its rights.

use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;

use super::AccountOut;

/// Get the caller's account
///
/// The account that the token belongs to, and what it may do.
#[utoipa::path(
    get,
    path = "/api/auth/me",
    tag = "auth",
    responses((status = 200, body = AccountOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(caller: Person) -> Json<AccountOut> {
    Json(AccountOut::new(&caller, caller.account.name.clone()))
}
