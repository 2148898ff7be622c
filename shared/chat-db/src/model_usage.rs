//! Usage of language models, by provider and by account.

use jiff::{SignedDuration, Timestamp, civil::Date};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{CircuitState, Part, UserId, Window};

/// Time for which an open circuit blocks its provider, and for which a half-open one waits for lost trials. It has to equal
/// that of the SQL function `reserve_model_call`.
const SPARED: SignedDuration = SignedDuration::from_secs(60);
/// Number of calls that a half-open circuit lets through, also as in `reserve_model_call`.
const TRIALS: i32 = 3;

/// Usage of a provider and the state of its circuit.
#[derive(Clone, Debug)]
pub struct ProviderUsage {
    /// The provider's id.
    pub provider: String,
    /// Requests of today, by UTC, further tries included.
    pub day_requests: i64,
    /// Tokens of today; a call under way counts with all that it may use.
    pub day_tokens: i64,
    /// Cost of today's calls in billionths of a US dollar, likewise.
    pub day_cost: i64,
    /// Cost of this month's calls, likewise.
    pub month_cost: i64,
    /// Requests of the last 60 seconds.
    pub minute_requests: i64,
    /// Its circuit.
    pub circuit: CircuitState,
    /// Number of failures that the circuit counts.
    pub failures: i32,
    trials: i32,
    moved_at: Option<Timestamp>,
}

impl ProviderUsage {
    /// Its circuit as a call at this moment would find it: one that has been open for long enough is half open.
    #[must_use]
    pub fn circuit_at(&self, now: Timestamp) -> CircuitState {
        if self.circuit == CircuitState::Open && !self.is_spared(now) { CircuitState::HalfOpen } else { self.circuit }
    }

    /// Returns whether its circuit lets a call through now.
    #[must_use]
    pub fn can_request(&self, now: Timestamp) -> bool {
        match self.circuit {
            CircuitState::Closed => true,
            CircuitState::Open => !self.is_spared(now),
            CircuitState::HalfOpen => self.trials < TRIALS || !self.is_spared(now),
        }
    }

    fn is_spared(&self, now: Timestamp) -> bool {
        self.moved_at.is_some_and(|moved_at| now.duration_since(moved_at) < SPARED)
    }
}

/// Usage of each of these providers, in their order.
pub async fn list_of_providers(
    client: &impl GenericClient,
    providers: &[&str],
    now: Timestamp,
) -> Result<Vec<ProviderUsage>> {
    let sql = include_str!("../queries/model_usage/list_of_providers.sql");
    query::all(client, sql, &[&providers, &now], |row| {
        Ok(ProviderUsage {
            provider: row.try_get("provider")?,
            day_requests: row.try_get("day_requests")?,
            day_tokens: row.try_get("day_tokens")?,
            day_cost: row.try_get("day_cost")?,
            month_cost: row.try_get("month_cost")?,
            minute_requests: row.try_get("minute_requests")?,
            circuit: row.try_get("state")?,
            failures: row.try_get("failures")?,
            trials: row.try_get("trials")?,
            moved_at: row.try_get("moved_at")?,
        })
    })
    .await
}

/// Usage of an account in a month.
#[derive(Clone, Debug)]
pub struct UserUsage {
    /// The account.
    pub user: UserId,
    /// The address it logs in with.
    pub email: String,
    /// The name shown to people.
    pub name: String,
    /// Requests, further tries included.
    pub requests: i64,
    /// Tokens.
    pub tokens: i64,
    /// Cost in billionths of a US dollar.
    pub cost: i64,
}

/// Usage of each account in the month that begins on this day, the most expensive first.
pub async fn list_of_users(client: &impl GenericClient, month: Date, window: Window) -> Result<Part<UserUsage>> {
    let sql = include_str!("../queries/model_usage/list_of_users.sql");
    query::part(&query::rows(client, sql, &[&month, &window.limit, &window.offset]).await?, |row| {
        Ok(UserUsage {
            user: row.try_get("id")?,
            email: row.try_get("email")?,
            name: row.try_get("name")?,
            requests: row.try_get("requests")?,
            tokens: row.try_get("tokens")?,
            cost: row.try_get("cost")?,
        })
    })
}

/// Usage of a provider on a day.
#[derive(Clone, Debug)]
pub struct DayUsage {
    /// The day, by UTC.
    pub day: Date,
    /// The provider's id.
    pub provider: String,
    /// Requests, further tries included.
    pub requests: i64,
    /// Tokens.
    pub tokens: i64,
    /// Cost in billionths of a US dollar.
    pub cost: i64,
}

/// Usage of each provider on each day from the first to the last, both included; days without usage are left out.
pub async fn list_of_days(client: &impl GenericClient, first: Date, last: Date) -> Result<Vec<DayUsage>> {
    let sql = include_str!("../queries/model_usage/list_of_days.sql");
    query::all(client, sql, &[&first, &last], |row| {
        Ok(DayUsage {
            day: row.try_get("starts_on")?,
            provider: row.try_get("provider")?,
            requests: row.try_get("requests")?,
            tokens: row.try_get("tokens")?,
            cost: row.try_get("cost")?,
        })
    })
    .await
}

/// Deletes days and months that began before `before`, the oldest first, at most `most`; returns how many.
pub async fn delete_before(client: &impl GenericClient, before: Date, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/model_usage/delete_before.sql"), &[&before, &most]).await
}
