//! `GET /api/v1/health/providers`: what each provider has used, and whether it can be asked, for administrators.

use std::collections::BTreeMap;

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::model_usage::{self, ProviderUsage};
use sisuiq_http::{Forbidden, Json, Result, Unauthorized, Unavailable};
use sisuiq_identity::{User, admission::Uncounted, capabilities};
use sisuiq_llm::{ProviderEntry, nanos};
use sisuiq_model::CircuitState;
use utoipa::ToSchema;

use crate::State;

/// The health of each provider, by its id in the registry.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "anthropic": {
    "provider_id": "anthropic",
    "budget": {
        "daily_spent_usd": 0.42, "daily_limit_usd": 10.0, "monthly_spent_usd": 7.5, "monthly_limit_usd": 100.0
    },
    "requests": { "daily_count": 314, "daily_limit": 10000, "requests_this_minute": 3, "minute_limit": 60 },
    "circuit_breaker": { "state": "closed", "failure_count": 0, "can_request": true }
} }))]
pub(crate) struct ProvidersHealthOut(BTreeMap<String, ProviderHealthOut>);

/// The use and the health of a provider.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProviderHealthOut {
    /// Its id in the registry.
    #[schema(example = "anthropic")]
    provider_id: String,
    budget: ProviderBudgetOut,
    requests: ProviderRequestsOut,
    circuit_breaker: CircuitOut,
}

/// The spend of today and of this month in UTC. Calls in progress count with their maximum cost.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "so clients know them")]
pub(crate) struct ProviderBudgetOut {
    #[schema(minimum = 0, example = 0.42)]
    daily_spent_usd: f64,
    /// The daily limit in US dollars; 0 means no limit.
    #[schema(minimum = 0, example = 10.0)]
    daily_limit_usd: f64,
    #[schema(minimum = 0, example = 7.5)]
    monthly_spent_usd: f64,
    /// The monthly limit in US dollars; 0 means no limit.
    #[schema(minimum = 0, example = 100.0)]
    monthly_limit_usd: f64,
}

/// The number of requests to a provider.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProviderRequestsOut {
    #[schema(minimum = 0, example = 314)]
    daily_count: i64,
    /// The daily limit of requests; 0 means no limit.
    #[schema(minimum = 0, example = 10000)]
    daily_limit: i64,
    /// The number of requests in the last 60 seconds.
    #[schema(minimum = 0, example = 3)]
    requests_this_minute: i64,
    /// The limit of requests per minute; 0 means no limit.
    #[schema(minimum = 0, example = 60)]
    minute_limit: i64,
}

/// The state of a provider's circuit breaker.
#[derive(Serialize, ToSchema)]
pub(crate) struct CircuitOut {
    state: CircuitState,
    /// The number of failures, less one for each success between them. Five open the circuit.
    #[schema(minimum = 0, example = 0)]
    failure_count: i32,
    #[schema(example = true)]
    can_request: bool,
}

/// Get the health of the providers
///
/// Each provider of the registry by its id: its spend, its number of requests, their limits, and the state of its circuit.
/// Administrators only.
#[utoipa::path(
    get,
    path = "/api/v1/health/providers",
    tag = "health",
    responses(
        (status = 200, body = ProvidersHealthOut), Unauthorized, Forbidden, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn providers(
    _caller: User<capabilities::SystemManage, Uncounted>,
    Extract(state): Extract<State>,
) -> Result<Json<ProvidersHealthOut>> {
    let entries = state.registry.providers();
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let now = state.clock.now();
    let connection = state.database.connection().await?;
    let used = model_usage::list_of_providers(&connection, &ids, now).await?;
    let told = entries.iter().zip(&used).map(|(entry, used)| (entry.id.clone(), out(entry, used, now)));
    Ok(Json(ProvidersHealthOut(told.collect())))
}

fn out(entry: &ProviderEntry, used: &ProviderUsage, now: Timestamp) -> ProviderHealthOut {
    ProviderHealthOut {
        provider_id: entry.id.clone(),
        budget: ProviderBudgetOut {
            daily_spent_usd: usd(used.day_cost),
            daily_limit_usd: usd(nanos(entry.budget.daily_usd)),
            monthly_spent_usd: usd(used.month_cost),
            monthly_limit_usd: usd(nanos(entry.budget.monthly_usd)),
        },
        requests: ProviderRequestsOut {
            daily_count: used.day_requests,
            daily_limit: i64::from(entry.rate_limits.requests_per_day),
            requests_this_minute: used.minute_requests,
            minute_limit: i64::from(entry.rate_limits.requests_per_minute),
        },
        circuit_breaker: CircuitOut {
            state: used.circuit_at(now),
            failure_count: used.failures,
            can_request: used.can_request(now),
        },
    }
}

/// Converts billionths of a US dollar to dollars.
#[expect(clippy::cast_precision_loss, reason = "budgets have fewer than sixteen digits")]
fn usd(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}
