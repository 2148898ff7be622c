//! `GET /api/auth/totp`: does logging in ask for a code?

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::second_factors;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use utoipa::ToSchema;

use crate::State;

/// Whether logging in asks for a code.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpOut {
    /// Whether logging in asks for a code.
    enabled: bool,
    /// Since when.
    enabled_at: Option<Timestamp>,
    /// How many recovery codes are left.
    #[schema(example = 10)]
    recovery_codes: i64,
}

/// Read one's second factor
///
/// Whether the caller has an authenticator, and how many recovery codes are left.
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
