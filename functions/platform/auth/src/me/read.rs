//! `GET /api/auth/me`: the caller's own account and its rights.

use axum::extract::State as Extract;
use sisuiq_accounts_db::users;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;

use super::AccountOut;
use crate::State;

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
pub(crate) async fn read(caller: Person, Extract(state): Extract<State>) -> Result<Json<AccountOut>> {
    let is_verified = users::has_confirmed_email(&state.database.connection().await?, caller.id).await?;
    Ok(Json(AccountOut::new(&caller, caller.account.name.clone(), is_verified)))
}
