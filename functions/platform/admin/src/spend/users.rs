//! `GET /api/admin/spend/users`: what each account used in a month.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sisuiq_clock::Clock;
use sisuiq_db::UserId;
use sisuiq_db::model_usage::{self, UserUsage};
use sisuiq_http::{
    FieldError, Forbidden, Json, Paged, Paging, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::Admin;
use utoipa::{IntoParams, ToSchema};

use super::usd;
use crate::State;

/// Which month, and which part of the list.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct SpendOfUsersIn {
    /// The month, by UTC; this one unless it is said.
    #[garde(inner(length(chars, max = 7)))]
    #[param(pattern = "^[0-9]{4}-[0-9]{2}$", min_length = 7, max_length = 7, example = "2026-11")]
    month: Option<String>,
}

/// What an account used in a month. Calls under way count with the most they may cost.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserSpendOut {
    user_id: UserId,
    /// The address it logs in with.
    #[schema(example = "demo@sisuiq.com")]
    email: String,
    /// The name shown to people.
    #[schema(example = "Demo Admin")]
    name: String,
    /// Calls of language models.
    #[schema(example = 42, minimum = 0)]
    requests: i64,
    /// Tokens that went in and came out.
    #[schema(example = 61_000, minimum = 0)]
    tokens: i64,
    /// US dollars.
    #[schema(example = 0.42, minimum = 0)]
    cost_usd: f64,
}

/// A part of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct SpendOfUsersOut {
    /// The accounts, those that cost most first.
    data: Vec<UserSpendOut>,
    /// How many there are in all.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List spend by account
///
/// What each account used of language models in a month and what that cost, those that cost most first; who used none is left out.
#[utoipa::path(
    get,
    path = "/api/admin/spend/users",
    tag = "admin",
    params(SpendOfUsersIn, Paging),
    responses(
        (status = 200, body = SpendOfUsersOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: Admin,
    Extract(state): Extract<State>,
    Paged(input, paging): Paged<SpendOfUsersIn>,
) -> Result<Json<SpendOfUsersOut>> {
    let month = month(input.month.as_deref(), &state.clock)?;
    let connection = state.database.connection().await?;
    let found = model_usage::list_of_users(&connection, month, (paging.limit, paging.offset)).await?;
    let data = found.rows.into_iter().map(UserSpendOut::from).collect();
    Ok(Json(SpendOfUsersOut { data, count: found.count }))
}

/// The first day of the month that is asked for.
fn month(asked: Option<&str>, clock: &Clock) -> Result<Date> {
    let Some(asked) = asked else { return Ok(clock.now().to_zoned(TimeZone::UTC).date().first_of_month()) };
    let day = format!("{asked}-01").parse::<Date>();
    day.map_err(|_no_date| Problem::unprocessable(vec![FieldError::new("month", "must be a month such as 2026-11")]))
}

impl From<UserUsage> for UserSpendOut {
    fn from(UserUsage { user, email, name, requests, tokens, cost }: UserUsage) -> Self {
        Self { user_id: user, email, name, requests, tokens, cost_usd: usd(cost) }
    }
}
