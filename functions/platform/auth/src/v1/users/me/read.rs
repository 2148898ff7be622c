//! `GET /api/v1/users/me`: the customer's own account.

use axum::extract::State as Extract;
use sisuiq_accounts_db::customers;
use sisuiq_http::{Forbidden, Json, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Customer;

use crate::State;
use crate::v1::customer::CustomerOut;

/// Get the caller's customer account
///
/// The customer account that the token belongs to.
#[utoipa::path(
    get,
    path = "/api/v1/users/me",
    tag = "customers",
    responses((status = 200, body = CustomerOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(caller: Customer, Extract(state): Extract<State>) -> Result<Json<CustomerOut>> {
    let found = customers::find(&state.database.connection().await?, caller.id).await?;
    found.map(|customer| Json(customer.into())).ok_or_else(|| Problem::not_found("customer"))
}
