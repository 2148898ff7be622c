//! Budgets of language model calls: reserved before each call, settled after it.

use crate::State;
use jiff::SignedDuration;
use sisuiq_chat_db::model_calls::{
    self, CallCandidate, CallEnd, Costs, FurtherTry, NewCall, RequestLimits, Sent, UsageLimits,
};
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::DatabaseError;
use sisuiq_llm::{Choice, Price, ProviderEntry, Request, Usage, nanos};
use sisuiq_model::{CallOutcome, CircuitState, MessageId, ModelCallId, Refusal, UserId};
use sisuiq_telemetry::metrics::{
    EXTERNAL_API_BUDGET_RATIO, EXTERNAL_API_CIRCUIT_BREAKER_STATE, EXTERNAL_API_RATE_LIMIT_REMAINING,
};
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tracing::{info, warn};

/// The usual number of characters in a token, for endpoints that do not report their count.
const CHARACTERS: usize = 4;
/// The least number of characters in a token. Reservations use it, because usage must not exceed them.
const FEWEST_CHARACTERS: usize = 3;
/// The time that a reservation lasts beyond the longest answer.
const MARGIN: SignedDuration = SignedDuration::from_mins(1);
/// Names of budget periods in metrics.
const DAILY: &str = "daily";
const MONTHLY: &str = "monthly";
/// Billionths of a US dollar in a cent.
const NANOS_PER_CENT: i64 = 10_000_000;

/// Settings of all calls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budgets {
    /// `true` when limits are enforced.
    is_enforced: bool,
    /// The share of a budget from which its use is logged.
    alert_at: f64,
    /// The limits of an account.
    own: UsageLimits,
}

impl Budgets {
    /// Reads `BUDGET_*` and the `CHAT_*` limits of accounts.
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let alert_at: f64 = reader.get(&settings::BUDGET_ALERT_THRESHOLD);
            if !(0.0..=1.0).contains(&alert_at) {
                reader.problem(settings::BUDGET_ALERT_THRESHOLD.name, "must lie between 0 and 1");
            }
            Self {
                is_enforced: reader.get(&settings::BUDGET_ENFORCE_LIMITS),
                alert_at,
                own: UsageLimits {
                    day_requests: reader.get(&settings::CHAT_REQUESTS_PER_DAY),
                    month_requests: reader.get(&settings::CHAT_REQUESTS_PER_MONTH),
                    day_tokens: reader.get(&settings::CHAT_TOKENS_PER_DAY),
                    month_tokens: reader.get(&settings::CHAT_TOKENS_PER_MONTH),
                    day_cost: reader.get::<i64>(&settings::CHAT_CENTS_PER_DAY).saturating_mul(NANOS_PER_CENT),
                    month_cost: reader.get::<i64>(&settings::CHAT_CENTS_PER_MONTH).saturating_mul(NANOS_PER_CENT),
                },
            }
        })
    }
}

/// A call that the budget admits.
pub(super) struct Reservation {
    /// The index of the admitted model among the choices.
    pub(super) choice: usize,
    id: ModelCallId,
    began: Instant,
    price: Price,
    /// The estimated input tokens, for providers that do not report them.
    asked: u64,
    /// The number of counted requests.
    tries: AtomicU32,
    /// The provider's request limits.
    limits: RequestLimits,
    /// The provider's budget.
    budget: Costs,
    /// The reserved tokens. No more are counted, whatever the provider reports or sends.
    reserved: ReservedTokens,
}

/// The tokens that are reserved for question and answer.
#[derive(Clone, Copy, Debug)]
struct ReservedTokens {
    input: u64,
    output: u64,
}

/// The use of a provider's budget in one period, in billionths of a US dollar.
#[derive(Clone, Copy)]
struct BudgetUse {
    period: &'static str,
    used: i64,
    budget: i64,
}

/// The account and the answer that a call is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct CallPurpose<'a> {
    pub(super) asker: UserId,
    pub(super) answer: MessageId,
    pub(super) task: &'a str,
}

/// The usage of a call.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CallUsage {
    pub(super) input_tokens: u64,
    pub(super) output_tokens: u64,
    /// In billionths of a US dollar.
    pub(super) cost: i64,
}

/// The result of a call.
#[derive(Clone, Copy, Debug)]
pub(super) struct CallResult {
    pub(super) outcome: CallOutcome,
    /// True if the provider answered. `None` if that is unknown.
    pub(super) has_answered: Option<bool>,
    pub(super) tries: u32,
    pub(super) usage: CallUsage,
}

/// Reserves the most that a request may use, with the first model whose budget admits it. `None` when there is no such model.
pub(super) async fn reserve(
    state: &State,
    purpose: CallPurpose<'_>,
    choices: &[Choice],
    request: &Request,
) -> Result<Option<Reservation>, DatabaseError> {
    let CallPurpose { asker, answer, task } = purpose;
    let asked = estimated_tokens(request);
    let tokens = ReservedTokens { input: tokens_of(request, FEWEST_CHARACTERS), output: u64::from(request.max_tokens) };
    let candidates: Vec<_> = choices.iter().map(|choice| candidate(choice, asked, tokens)).collect();
    let at = state.clock.now();
    let longest = SignedDuration::try_from(state.models.longest()).unwrap_or(MARGIN) + MARGIN;
    let call = NewCall {
        id: ModelCallId(state.clock.uuid_v7()),
        at,
        expires_at: at + longest,
        asker,
        answer,
        task,
        asked_tokens: whole(asked),
        is_enforced: state.budgets.is_enforced,
        own_limits: state.budgets.own,
    };
    let connection = state.database.connection().await?;
    let reserved = model_calls::reserve(&connection, &call, &candidates).await?;
    drop(connection);
    for (candidate, refusal) in candidates.iter().zip(&reserved.refusals) {
        log_refusal(candidate, *refusal);
    }
    let Some((place, choice)) = reserved.chosen.and_then(|place| Some((place, choices.get(place)?))) else {
        return Ok(None);
    };
    let limits = limits(choice.entry());
    let budget = Costs { day: limits.day_cost, month: limits.month_cost };
    if let Some(candidate) = candidates.get(place) {
        for budget_use in [
            BudgetUse { period: DAILY, used: reserved.day_cost, budget: budget.day },
            BudgetUse { period: MONTHLY, used: reserved.month_cost, budget: budget.month },
        ] {
            warn_near_limit(state.budgets, candidate, budget_use);
        }
        measure(candidate.provider, reserved.known, budget);
        measure_rest(candidate.provider, reserved.sent, request_limits(choice.entry()));
    }
    Ok(Some(Reservation {
        choice: place,
        id: call.id,
        began: Instant::now(),
        price: choice.price(),
        asked,
        tries: AtomicU32::new(1),
        limits: request_limits(choice.entry()),
        budget,
        reserved: tokens,
    }))
}

/// Records the used share of a provider's budget, if it has one. Reservations of running calls do not count, because a call
/// usually uses a small part of its reservation.
fn measure(provider: &str, known: Costs, budget: Costs) {
    for (period, used, most) in [(DAILY, known.day, budget.day), (MONTHLY, known.month, budget.month)] {
        if most > 0 {
            #[expect(clippy::cast_precision_loss, reason = "a share")]
            EXTERNAL_API_BUDGET_RATIO.set(used as f64 / most as f64, [provider, period]);
        }
    }
}

/// Records a budget that refused a call as used up. What is left of it is less than the call may cost.
fn measure_refusal(provider: &str, refusal: Refusal) {
    match refusal {
        Refusal::DailyBudget => EXTERNAL_API_BUDGET_RATIO.set(1.0, [provider, DAILY]),
        Refusal::MonthlyBudget => EXTERNAL_API_BUDGET_RATIO.set(1.0, [provider, MONTHLY]),
        _ => {}
    }
}

/// Records the number of requests that a provider still admits, if it has a limit.
fn measure_rest(provider: &str, sent: Sent, most: RequestLimits) {
    for (period, sent, most) in
        [("minute", sent.minute, most.requests_per_minute), ("day", sent.day, most.day_requests)]
    {
        if most > 0 {
            #[expect(clippy::cast_precision_loss, reason = "a number of requests")]
            EXTERNAL_API_RATE_LIMIT_REMAINING.set((most - sent).max(0) as f64, [provider, period]);
        }
    }
}

fn measure_circuit(provider: &str, circuit: CircuitState) {
    let state = match circuit {
        CircuitState::Closed => 0.0,
        CircuitState::HalfOpen => 1.0,
        CircuitState::Open => 2.0,
    };
    EXTERNAL_API_CIRCUIT_BREAKER_STATE.set(state, [provider]);
}

impl Reservation {
    /// The duration of the call so far.
    pub(super) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// The number of requests so far.
    pub(super) fn tries(&self) -> u32 {
        self.tries.load(Ordering::Relaxed)
    }

    /// Counts one more request. Returns `false` when a limit or an unavailable database prevents it.
    pub(super) async fn try_again(&self, state: &State, provider: &str) -> bool {
        let again = FurtherTry {
            at: state.clock.now(),
            is_enforced: state.budgets.is_enforced,
            limits: self.limits,
            own_limits: state.budgets.own,
        };
        let counted = async {
            let connection = state.database.connection().await?;
            model_calls::try_again(&connection, self.id, &again).await
        };
        match counted.await {
            Ok(Some(sent)) => {
                self.tries.fetch_add(1, Ordering::Relaxed);
                measure_rest(provider, sent, self.limits);
                true
            }
            Ok(None) => {
                info!(call_id = %self.id, "no further request is admitted");
                false
            }
            Err(error) => {
                warn!(error = &error as &dyn Error, call_id = %self.id, "a further request cannot be counted: none is made");
                false
            }
        }
    }

    /// The usage that the provider reports, or an estimate by length.
    pub(super) fn usage(&self, tries: u32, usage: Usage, characters: usize) -> CallUsage {
        let read = usage.input_tokens.unwrap_or(self.asked);
        let written = usage.output_tokens.unwrap_or(estimated(characters));
        let (input_tokens, output_tokens) = (read.min(self.reserved.input), written.min(self.reserved.output));
        if (read, written) != (input_tokens, output_tokens) {
            warn!(call_id = %self.id, told = read, written, "more tokens than were set aside: only those are counted");
        }
        CallUsage { input_tokens, output_tokens, cost: self.price.nanos(tries, input_tokens, output_tokens) }
    }

    /// The cost of requests without an answer.
    pub(super) fn wasted(&self, tries: u32) -> CallUsage {
        CallUsage { cost: self.price.nanos(tries, 0, 0), ..CallUsage::default() }
    }

    /// Counts the usage in place of the reservation. When the database is unavailable, the reservation counts until it expires.
    pub(super) async fn settle(self, state: &State, provider: &str, result: CallResult) {
        let CallResult { outcome, has_answered, tries, usage } = result;
        let end = CallEnd {
            at: state.clock.now(),
            input_tokens: whole(usage.input_tokens),
            output_tokens: whole(usage.output_tokens),
            cost: usage.cost,
            tries: i32::try_from(tries).unwrap_or(i32::MAX),
            outcome,
            duration_ms: i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX),
            has_answered,
        };
        let settled = async {
            let connection = state.database.connection().await?;
            model_calls::settle(&connection, self.id, &end).await
        };
        match settled.await {
            Ok(settled) => {
                measure(provider, settled.known, self.budget);
                if let Some(circuit) = settled.circuit {
                    measure_circuit(provider, circuit);
                }
                if !settled.is_first {
                    warn!(call_id = %self.id, "a call was settled before");
                }
            }
            Err(error) => {
                warn!(error = &error as &dyn Error, call_id = %self.id, "a call is not settled: its reservation counts");
            }
        }
    }
}

/// The usage limits of a registry entry.
fn limits(entry: &ProviderEntry) -> UsageLimits {
    UsageLimits {
        day_requests: i64::from(entry.rate_limits.requests_per_day),
        month_requests: i64::from(entry.rate_limits.requests_per_month),
        day_tokens: i64::from(entry.budget.daily_tokens),
        month_tokens: i64::from(entry.budget.monthly_tokens),
        day_cost: nanos(entry.budget.daily_usd),
        month_cost: nanos(entry.budget.monthly_usd),
    }
}

/// The request limits of a registry entry.
fn request_limits(entry: &ProviderEntry) -> RequestLimits {
    RequestLimits {
        requests_per_minute: i64::from(entry.rate_limits.requests_per_minute),
        day_requests: i64::from(entry.rate_limits.requests_per_day),
        month_requests: i64::from(entry.rate_limits.requests_per_month),
    }
}

fn candidate(choice: &Choice, asked: u64, tokens: ReservedTokens) -> CallCandidate<'_> {
    let entry = choice.entry();
    CallCandidate {
        provider: &entry.id,
        model: choice.model(),
        tokens: whole(tokens.input.saturating_add(tokens.output)),
        cost: choice.price().nanos(choice.most_tries(), tokens.input, tokens.output),
        asked_cost: choice.price().nanos(1, asked, 0),
        requests_per_minute: i64::from(entry.rate_limits.requests_per_minute),
        limits: limits(entry),
    }
}

fn log_refusal(candidate: &CallCandidate<'_>, refusal: Refusal) {
    let provider = candidate.provider;
    measure_refusal(provider, refusal);
    info!(provider, reason = %refusal, "request_blocked_by_backpressure");
}

/// Logs the call with which the use of a budget reaches the configured share.
fn warn_near_limit(budgets: Budgets, candidate: &CallCandidate<'_>, budget_use: BudgetUse) {
    let BudgetUse { period, used, budget } = budget_use;
    #[expect(clippy::cast_precision_loss, reason = "a share of a budget")]
    let share = |nanos: i64| nanos as f64 / budget as f64;
    if budget > 0 && share(used) >= budgets.alert_at && share(used - candidate.cost) < budgets.alert_at {
        warn!(provider = candidate.provider, period, share = share(used), "a budget is nearly used up");
    }
}

/// The usual number of tokens of a request.
pub(super) fn estimated_tokens(request: &Request) -> u64 {
    tokens_of(request, CHARACTERS)
}

/// The usual number of tokens of a text with this many characters.
pub(super) const fn estimated(characters: usize) -> u64 {
    characters.div_ceil(CHARACTERS) as u64
}

fn tokens_of(request: &Request, characters: usize) -> u64 {
    request.messages.iter().map(|message| message.content.chars().count().div_ceil(characters) as u64).sum()
}

fn whole(tokens: u64) -> i64 {
    i64::try_from(tokens).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_telemetry::metrics::Embedded;

    const BUDGET: Costs = Costs { day: 200, month: 1_000 };

    /// The recorded share of each budget.
    fn recorded(measure: impl FnOnce()) -> Vec<(String, f64)> {
        let embedded = Embedded::new("chat");
        metrics::with_local_recorder(&embedded, measure);
        let mut written = Vec::new();
        embedded.write(jiff::Timestamp::UNIX_EPOCH, &mut written).unwrap();
        let lines = written.split(|byte| *byte == b'\n').filter_map(|line| {
            let line: serde_json::Value = serde_json::from_slice(line).ok()?;
            Some((line["budget_type"].as_str()?.to_owned(), line["external_api_budget_ratio"].as_f64()?))
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by(|one, other| one.0.cmp(&other.0));
        lines
    }

    fn shares(shares: &[(&str, f64)]) -> Vec<(String, f64)> {
        shares.iter().map(|(period, share)| ((*period).to_owned(), *share)).collect()
    }

    #[test]
    fn budget_ratio_counts_settled_calls() {
        let used = Costs { day: 100, month: 250 };
        assert_eq!(recorded(|| measure("p", used, BUDGET)), shares(&[("daily", 0.5), ("monthly", 0.25)]));
        let unlimited = Costs { day: 0, ..BUDGET };
        assert_eq!(recorded(|| measure("p", used, unlimited)), shares(&[("monthly", 0.25)]), "no budget has no share");
    }

    #[test]
    fn refusing_budget_is_recorded_as_exhausted() {
        assert_eq!(recorded(|| measure_refusal("p", Refusal::DailyBudget)), shares(&[("daily", 1.0)]));
        assert_eq!(recorded(|| measure_refusal("p", Refusal::MonthlyBudget)), shares(&[("monthly", 1.0)]));
        assert_eq!(recorded(|| measure_refusal("p", Refusal::RatePerMinute)), shares(&[]));
        assert_eq!(recorded(|| measure_refusal("p", Refusal::UserDailyBudget)), shares(&[]), "that is the account's");
        let admitted = || {
            measure_refusal("p", Refusal::DailyBudget);
            measure("p", Costs { day: 170, month: 170 }, BUDGET);
        };
        assert_eq!(recorded(admitted), shares(&[("daily", 0.85), ("monthly", 0.17)]));
    }
}
