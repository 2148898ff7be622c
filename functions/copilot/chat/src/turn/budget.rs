//! What calls of language models may use: set aside before each, settled after it.

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

/// About so many characters are a token. Not every endpoint tells how many it counted.
const CHARACTERS: usize = 4;
/// So few characters are a token where many are needed: what is set aside is not to be passed.
const FEWEST_CHARACTERS: usize = 3;
/// What is set aside is held for so much longer than an answer may take.
const MARGIN: SignedDuration = SignedDuration::from_mins(1);
/// What metrics call the periods of budgets.
const DAILY: &str = "daily";
const MONTHLY: &str = "monthly";
/// Billionths of a US dollar in a hundredth.
const NANOS_PER_CENT: i64 = 10_000_000;

/// What holds for every call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budgets {
    /// Whether limits count.
    is_enforced: bool,
    /// From which share of a budget on its use is told.
    alert_at: f64,
    /// What an account may use.
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

/// A call that may be made.
pub(super) struct Reserved {
    id: ModelCallId,
    began: Instant,
    price: Price,
    /// What the question uses, whatever is answered, where the provider does not say.
    asked: u64,
    /// How many requests were counted.
    tries: AtomicU32,
    /// How many the provider may be sent.
    limits: RequestLimits,
    /// What the provider may cost.
    budget: Costs,
    /// What was set aside for the question and for the answer. No more is counted, whatever the provider claims or sends.
    most: (u64, u64),
}

/// For whom and for what a call is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purpose<'a> {
    pub(super) asker: UserId,
    pub(super) answer: MessageId,
    pub(super) task: &'a str,
}

/// What a call used.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    pub(super) input_tokens: u64,
    pub(super) output_tokens: u64,
    /// In billionths of a US dollar.
    pub(super) cost: i64,
}

/// How a call went.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    pub(super) outcome: CallOutcome,
    /// Whether the provider did its part; nothing when that cannot be told.
    pub(super) has_answered: Option<bool>,
    pub(super) tries: u32,
    pub(super) spent: Spent,
}

/// Sets aside what a request may use at most, with the first of some models that may be asked, and says which; none when none may.
pub(super) async fn reserve(
    state: &State,
    purpose: Purpose<'_>,
    choices: &[Choice],
    request: &Request,
) -> Result<Option<(usize, Reserved)>, DatabaseError> {
    let Purpose { asker, answer, task } = purpose;
    let asked = tokens_of(request, CHARACTERS);
    let most = (tokens_of(request, FEWEST_CHARACTERS), u64::from(request.max_tokens));
    let candidates: Vec<_> = choices.iter().map(|choice| candidate(choice, asked, most)).collect();
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
        tell_refusal(candidate, *refusal);
    }
    let Some((place, choice)) = reserved.chosen.and_then(|place| Some((place, choices.get(place)?))) else {
        return Ok(None);
    };
    let limits = limits(choice.entry());
    let budget = Costs { day: limits.day_cost, month: limits.month_cost };
    if let Some(candidate) = candidates.get(place) {
        for (period, used, most) in
            [(DAILY, reserved.day_cost, budget.day), (MONTHLY, reserved.month_cost, budget.month)]
        {
            tell_use(state.budgets, candidate, (period, used, most));
        }
        measure(candidate.provider, reserved.known, budget);
        measure_rest(candidate.provider, reserved.sent, request_limits(choice.entry()));
    }
    let reserved = Reserved {
        id: call.id,
        began: Instant::now(),
        price: choice.price(),
        asked,
        tries: AtomicU32::new(1),
        limits: request_limits(choice.entry()),
        budget,
        most,
    };
    Ok(Some((place, reserved)))
}

/// The share of a provider's budget that is used, where there is one. What calls under way may use does not count: most of it they
/// will give back.
fn measure(provider: &str, known: Costs, budget: Costs) {
    for (period, used, most) in [(DAILY, known.day, budget.day), (MONTHLY, known.month, budget.month)] {
        if most > 0 {
            #[expect(clippy::cast_precision_loss, reason = "a share")]
            EXTERNAL_API_BUDGET_RATIO.set(used as f64 / most as f64, [provider, period]);
        }
    }
}

/// A budget that lets no call be made is used up, whatever is left of it.
fn measure_refusal(provider: &str, refusal: Refusal) {
    match refusal {
        Refusal::DailyBudget => EXTERNAL_API_BUDGET_RATIO.set(1.0, [provider, DAILY]),
        Refusal::MonthlyBudget => EXTERNAL_API_BUDGET_RATIO.set(1.0, [provider, MONTHLY]),
        _ => {}
    }
}

/// How many requests a provider may still be sent, where there is a limit.
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

impl Reserved {
    /// How long the call has taken so far.
    pub(super) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// How many requests were counted so far.
    pub(super) fn tries(&self) -> u32 {
        self.tries.load(Ordering::Relaxed)
    }

    /// Counts one more request, if no limit is passed by it; says whether it was. Should the database be away, it is not.
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

    /// What was used: as the provider counted it, or by the length of what was asked and written.
    pub(super) fn spent(&self, tries: u32, usage: Usage, characters: usize) -> Spent {
        let told = usage.input_tokens.unwrap_or(self.asked);
        let written = usage.output_tokens.unwrap_or(characters.div_ceil(CHARACTERS) as u64);
        let (input_tokens, output_tokens) = (told.min(self.most.0), written.min(self.most.1));
        if (told, written) != (input_tokens, output_tokens) {
            warn!(call_id = %self.id, told, written, "more tokens than were set aside: only those are counted");
        }
        Spent { input_tokens, output_tokens, cost: self.price.nanos(tries, input_tokens, output_tokens) }
    }

    /// What requests cost that were answered by nothing.
    pub(super) fn wasted(&self, tries: u32) -> Spent {
        Spent { cost: self.price.nanos(tries, 0, 0), ..Spent::default() }
    }

    /// Counts what was used instead of what was set aside. Should the database be away, that stays counted until it expires.
    pub(super) async fn settle(self, state: &State, provider: &str, course: Course) {
        let Course { outcome, has_answered, tries, spent } = course;
        let end = CallEnd {
            at: state.clock.now(),
            input_tokens: whole(spent.input_tokens),
            output_tokens: whole(spent.output_tokens),
            cost: spent.cost,
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
                warn!(error = &error as &dyn Error, call_id = %self.id, "what was set aside stays counted");
            }
        }
    }
}

/// What an entry of the registry allows.
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

/// How many requests it allows.
fn request_limits(entry: &ProviderEntry) -> RequestLimits {
    RequestLimits {
        requests_per_minute: i64::from(entry.rate_limits.requests_per_minute),
        day_requests: i64::from(entry.rate_limits.requests_per_day),
        month_requests: i64::from(entry.rate_limits.requests_per_month),
    }
}

fn candidate(choice: &Choice, asked: u64, (most_asked, most_answered): (u64, u64)) -> CallCandidate<'_> {
    let entry = choice.entry();
    CallCandidate {
        provider: &entry.id,
        model: choice.model(),
        tokens: whole(most_asked.saturating_add(most_answered)),
        cost: choice.price().nanos(choice.most_tries(), most_asked, most_answered),
        asked_cost: choice.price().nanos(1, asked, 0),
        requests_per_minute: i64::from(entry.rate_limits.requests_per_minute),
        limits: limits(entry),
    }
}

fn tell_refusal(candidate: &CallCandidate<'_>, refusal: Refusal) {
    let provider = candidate.provider;
    measure_refusal(provider, refusal);
    info!(provider, reason = %refusal, "request_blocked_by_backpressure");
}

/// Once, when a budget's use reaches the share from which on it is told.
fn tell_use(budgets: Budgets, candidate: &CallCandidate<'_>, (period, used, most): (&str, i64, i64)) {
    #[expect(clippy::cast_precision_loss, reason = "a share of a budget")]
    let share = |nanos: i64| nanos as f64 / most as f64;
    if most > 0 && share(used) >= budgets.alert_at && share(used - candidate.cost) < budgets.alert_at {
        warn!(provider = candidate.provider, period, share = share(used), "a budget is nearly used up");
    }
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

    /// Which share of each budget is told.
    fn told(measure: impl FnOnce()) -> Vec<(String, f64)> {
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
    fn a_budget_shows_what_calls_that_ended_have_used() {
        let used = Costs { day: 100, month: 250 };
        assert_eq!(told(|| measure("p", used, BUDGET)), shares(&[("daily", 0.5), ("monthly", 0.25)]));
        let unlimited = Costs { day: 0, ..BUDGET };
        assert_eq!(told(|| measure("p", used, unlimited)), shares(&[("monthly", 0.25)]), "no budget has no share");
    }

    #[test]
    fn a_budget_that_lets_no_call_be_made_shows_as_used_up_until_one_is_made() {
        assert_eq!(told(|| measure_refusal("p", Refusal::DailyBudget)), shares(&[("daily", 1.0)]));
        assert_eq!(told(|| measure_refusal("p", Refusal::MonthlyBudget)), shares(&[("monthly", 1.0)]));
        assert_eq!(told(|| measure_refusal("p", Refusal::RatePerMinute)), shares(&[]));
        assert_eq!(told(|| measure_refusal("p", Refusal::UserDailyBudget)), shares(&[]), "that is the account's");
        let admitted = || {
            measure_refusal("p", Refusal::DailyBudget);
            measure("p", Costs { day: 170, month: 170 }, BUDGET);
        };
        assert_eq!(told(admitted), shares(&[("daily", 0.85), ("monthly", 0.17)]));
    }
}
