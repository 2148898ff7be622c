//! `GET /api/auth/totp`: does logging in ask for a code?

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::second_factors;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use utoipa::ToSchema;

use crate::State;

/// The two-factor status of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpOut {
    /// True if logging in requires a code.
    enabled: bool,
    /// When it was confirmed.
    enabled_at: Option<Timestamp>,
    /// The number of recovery codes left.
    #[schema(example = 10)]
    recovery_codes: i64,
}

/// Get the two-factor status
///
/// Whether the caller has an authenticator app, and how many recovery codes are left.
#[utoipa::path(
    get,
    path = "/api/auth/totp",
    tag = "auth",
    responses((status = 200, body = TotpOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(caller: Person, Extract(state): Extract<State>) -> Result<Json<TotpOut>> {
    let factor = second_factors::find(&state.database.connection().await?, caller.id).await?;
    let factor = factor.filter(|factor| factor.confirmed_at.is_some());
    Ok(Json(TotpOut {
        enabled: factor.is_some(),
        enabled_at: factor.as_ref().and_then(|factor| factor.confirmed_at),
        recovery_codes: factor.map_or(0, |factor| factor.recovery_codes),
    }))
}
