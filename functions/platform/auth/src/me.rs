//! `GET /api/auth/me`: the caller's own account and its rights.

use serde::Serialize;
use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::{Capability, Permission};
use utoipa::ToSchema;

use crate::account::UserOut;

/// The caller's account with its rights.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountOut {
    #[serde(flatten)]
    user: UserOut,
    /// The capabilities of the account's role. Administrative ones may need a second factor.
    capabilities: Vec<Capability>,
    /// The permissions of the staff role; none in a session that did not begin as one of staff.
    permissions: Vec<Permission>,
}

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
pub(crate) async fn me(caller: Person) -> Json<AccountOut> {
    Json(AccountOut {
        user: caller.account.clone().into(),
        capabilities: caller.role.capabilities(),
        permissions: caller.staff.as_ref().map(|rights| rights.permissions.clone()).unwrap_or_default(),
    })
}
