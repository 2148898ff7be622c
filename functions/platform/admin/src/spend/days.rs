//! `GET /api/admin/spend/days`: what each provider was used for, day by day.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sisuiq_chat_db::model_usage::{self, DayUsage};
use sisuiq_http::{Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use utoipa::{IntoParams, ToSchema};

use super::usd;
use crate::State;

/// The days of the list.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct SpendOfDaysIn {
    /// The number of days in UTC, including today: 1 to 366.
    #[garde(range(min = 1, max = 366))]
    #[serde(default = "a_month")]
    #[param(minimum = 1, maximum = 366, default = 30)]
    days: i64,
}

const fn a_month() -> i64 {
    30
}

/// Use of a provider on one day. Calls in progress count with their maximum cost.
#[derive(Serialize, ToSchema)]
pub(crate) struct DaySpendOut {
    /// The day in UTC.
    #[schema(value_type = String, format = Date, example = "2026-11-20")]
    day: Date,
    /// The provider's id in the registry.
    #[schema(example = "anthropic")]
    provider: String,
    /// The number of requests to models, further tries included.
    #[schema(example = 42, minimum = 0)]
    requests: i64,
    /// The number of input and output tokens.
    #[schema(example = 61_000, minimum = 0)]
    tokens: i64,
    /// The cost in US dollars.
    #[schema(example = 0.42, minimum = 0)]
    cost_usd: f64,
}

/// Spend by day.
#[derive(Serialize, ToSchema)]
pub(crate) struct SpendOfDaysOut {
    /// Each day and provider with calls, earliest day first.
    data: Vec<DaySpendOut>,
    /// The number of items.
    #[schema(example = 1, minimum = 0)]
    count: usize,
}

/// List spend by day
///
/// Use and cost of each language-model provider for each of the last days; days without use are left out.
#[utoipa::path(
    get,
    path = "/api/admin/spend/days",
    tag = "admin",
    params(SpendOfDaysIn),
    responses(
        (status = 200, body = SpendOfDaysOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::SpendRead>,
    Extract(state): Extract<State>,
    Query(input): Query<SpendOfDaysIn>,
) -> Result<Json<SpendOfDaysOut>> {
    let today = state.clock.now().to_zoned(TimeZone::UTC).date();
    let first = today.saturating_sub((input.days - 1).days());
    let connection = state.database.connection().await?;
    let found = model_usage::list_of_days(&connection, first, today).await?;
    let data: Vec<DaySpendOut> = found.into_iter().map(DaySpendOut::from).collect();
    Ok(Json(SpendOfDaysOut { count: data.len(), data }))
}

impl From<DayUsage> for DaySpendOut {
    fn from(DayUsage { day, provider, requests, tokens, cost }: DayUsage) -> Self {
        Self { day, provider, requests, tokens, cost_usd: usd(cost) }
    }
}
