//! What providers of language models and accounts used.

use crate::{CircuitState, GenericClient, Result, query};
use jiff::{SignedDuration, Timestamp, civil::Date};

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

/// Forgets days and months that began before `before`, the oldest first, `most` at most; says how many.
pub async fn delete_before(client: &impl GenericClient, before: Date, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/model_usage/delete_before.sql"), &[&before, &most]).await
}
