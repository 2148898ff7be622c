//! What providers of language models and accounts used.

use jiff::{SignedDuration, Timestamp, civil::Date};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{CircuitState, Part, UserId};

/// How long an open circuit spares its provider, and a half open one waits for trials that were never heard of again.
const SPARED: SignedDuration = SignedDuration::from_secs(60);
/// How many calls a half open circuit lets through at once.
const TRIALS: i32 = 3;

/// What a provider used, and whether it is worth asking.
#[derive(Clone, Debug)]
pub struct ProviderUsage {
    /// The provider's id.
    pub provider: String,
    /// Requests of today, by UTC.
    pub day_requests: i64,
    /// Tokens of today.
    pub day_tokens: i64,
    /// What today's calls cost, in billionths of a US dollar.
    pub day_cost: i64,
    /// What this month's calls cost.
    pub month_cost: i64,
    /// Requests of the last 60 seconds.
    pub minute_requests: i64,
    /// Its circuit.
    pub circuit: CircuitState,
    /// How many failures the circuit counts.
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

    /// Whether its circuit lets a call through at this moment.
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

/// What each of these providers used, in their order.
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

/// What an account used in a month.
#[derive(Clone, Debug)]
pub struct UserUsage {
    /// The account.
    pub user: UserId,
    /// The address it logs in with.
    pub email: String,
    /// The name shown to people.
    pub name: String,
    /// Calls.
    pub requests: i64,
    /// Tokens.
    pub tokens: i64,
    /// What they cost, in billionths of a US dollar.
    pub cost: i64,
}

/// What each account used in the month that begins at this day, those that cost most first.
pub async fn list_of_users(
    client: &impl GenericClient,
    month: Date,
    (limit, offset): (i64, i64),
) -> Result<Part<UserUsage>> {
    let sql = include_str!("../queries/model_usage/list_of_users.sql");
    query::part(&query::rows(client, sql, &[&month, &limit, &offset]).await?, |row| {
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

/// What a provider was used for on a day.
#[derive(Clone, Debug)]
pub struct DayUsage {
    /// The day, by UTC.
    pub day: Date,
    /// The provider's id.
    pub provider: String,
    /// Calls.
    pub requests: i64,
    /// Tokens.
    pub tokens: i64,
    /// What they cost, in billionths of a US dollar.
    pub cost: i64,
}

/// What each provider was used for on each day from the first to the last, which count as well; days without any are left out.
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

/// Forgets days and months that began before `before`, the oldest first, `most` at most; says how many.
pub async fn delete_before(client: &impl GenericClient, before: Date, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/model_usage/delete_before.sql"), &[&before, &most]).await
}
