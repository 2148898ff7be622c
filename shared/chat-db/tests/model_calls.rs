//! Reserving and settling calls of language models.
#![expect(clippy::unwrap_used, reason = "test code")]

use jiff::{SignedDuration, Timestamp};
use proptest::{
    prelude::{any, prop, proptest},
    test_runner::Config,
};
use sisuiq_accounts_db::users::{self, NewUser};
use sisuiq_chat_db::{
    model_calls::{
        self, CallCandidate, CallEnd, Costs, FurtherTry, NewCall, RequestLimits, Reserved, Sent, Settled, UsageLimits,
    },
    model_usage,
};
use sisuiq_clock::Clock;
use sisuiq_db::{Connection, Database};
use sisuiq_model::{CallOutcome, CircuitState, MessageId, ModelCallId, Refusal, UserId, UserRole};
use sisuiq_testing::{Stack, TestDatabase};
use std::{
    collections::{HashMap, VecDeque},
    slice::from_ref,
    sync::Arc,
};
use uuid::Uuid;

const TOKENS: i64 = 100;
const ASKED: i64 = 40;
const COST: i64 = 1_000;
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// A database with two accounts, and the time.
struct Place {
    database: Database,
    clock: Clock,
    own_limits: UsageLimits,
}

impl Place {
    async fn make(pool: usize) -> Self {
        let database = TestDatabase::create(&Stack::from_process()).await.open(pool);
        let connection = database.connection().await.unwrap();
        for number in [1, 2] {
            let email = format!("user-{number}@example.com");
            let new = NewUser {
                id: user(number),
                email: &email,
                name: "somebody",
                password_hash: "none",
                role: UserRole::User,
                created_at: Timestamp::UNIX_EPOCH,
            };
            assert!(users::insert(&connection, &new).await.unwrap());
        }
        drop(connection);
        let noon = "2026-01-31T12:00:00Z".parse().unwrap();
        Self { database, clock: Clock::manual(noon), own_limits: UsageLimits::default() }
    }

    async fn reserve(&self, asker: u128, candidates: &[CallCandidate<'_>]) -> (ModelCallId, Reserved) {
        let (id, at) = (ModelCallId(self.clock.uuid_v7()), self.clock.now());
        let call = NewCall {
            id,
            at,
            expires_at: at + SECOND * 240,
            asker: user(asker),
            answer: MessageId(self.clock.uuid_v7()),
            task: "strategy_qa",
            asked_tokens: ASKED,
            is_enforced: true,
            own_limits: self.own_limits,
        };
        let connection = self.connection().await;
        (id, model_calls::reserve(&connection, &call, candidates).await.unwrap())
    }

    async fn settle(&self, call: ModelCallId, has_answered: Option<bool>, tokens: i64) -> bool {
        self.settled(call, has_answered, tokens).await.is_first
    }

    async fn settled(&self, call: ModelCallId, has_answered: Option<bool>, tokens: i64) -> Settled {
        let end = CallEnd {
            at: self.clock.now(),
            input_tokens: 0,
            output_tokens: tokens,
            cost: tokens * 10,
            tries: 1,
            outcome: if has_answered == Some(false) { CallOutcome::Failed } else { CallOutcome::Completed },
            duration_ms: 5,
            has_answered,
        };
        model_calls::settle(&self.connection().await, call, &end).await.unwrap()
    }

    async fn has_expired(&self, call: ModelCallId) -> bool {
        let sql = "SELECT state = 'expired' FROM model_calls WHERE id = $1";
        self.connection().await.query_one(sql, &[&call]).await.unwrap().get(0)
    }

    async fn try_again(&self, call: ModelCallId, limits: RequestLimits) -> Option<Sent> {
        let again = FurtherTry { at: self.clock.now(), is_enforced: true, limits, own_limits: self.own_limits };
        model_calls::try_again(&self.connection().await, call, &again).await.unwrap()
    }

    /// On a busy machine a hundred may wait for longer than a request would.
    async fn connection(&self) -> Connection {
        loop {
            if let Ok(connection) = self.database.connection().await {
                return connection;
            }
        }
    }

    /// Requests, tokens and money of each subject and period.
    async fn used(&self) -> Vec<(String, String, i64, i64, i64)> {
        let sql = "SELECT subject::text, period, requests, tokens, cost FROM model_usage ORDER BY 1, 2, starts_on";
        let rows = self.connection().await.query(sql, &[]).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3), row.get(4))).collect()
    }

    /// Usage of a provider in one period.
    async fn used_by(&self, subject: &str, period: &str) -> (i64, i64, i64) {
        let found = self.used().await.into_iter().find(|(whose, span, ..)| whose == subject && span == period);
        found.map_or((0, 0, 0), |(_, _, requests, tokens, cost)| (requests, tokens, cost))
    }
}

fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

fn candidate(provider: &str) -> CallCandidate<'_> {
    CallCandidate {
        provider,
        model: "model",
        tokens: TOKENS,
        cost: COST,
        asked_cost: 400,
        requests_per_minute: 0,
        limits: UsageLimits::default(),
    }
}

fn limited(limits: UsageLimits) -> CallCandidate<'static> {
    CallCandidate { limits, ..candidate("p") }
}

#[tokio::test]
async fn limits_refuse_in_contract_order() {
    let cases: [(UsageLimits, Refusal); 6] = [
        (UsageLimits { day_cost: COST - 1, ..UsageLimits::default() }, Refusal::DailyBudget),
        (UsageLimits { month_cost: COST - 1, ..UsageLimits::default() }, Refusal::MonthlyBudget),
        (UsageLimits { day_tokens: TOKENS - 1, ..UsageLimits::default() }, Refusal::DailyTokens),
        (UsageLimits { month_tokens: TOKENS - 1, ..UsageLimits::default() }, Refusal::MonthlyTokens),
        (UsageLimits { day_cost: 1, month_cost: 1, day_tokens: 1, ..UsageLimits::default() }, Refusal::DailyBudget),
        (UsageLimits { month_cost: 1, day_requests: 1, ..UsageLimits::default() }, Refusal::MonthlyBudget),
    ];
    let place = Place::make(1).await;
    for (limits, refusal) in cases {
        let (_, reserved) = place.reserve(1, &[limited(limits)]).await;
        assert_eq!((reserved.chosen, reserved.refusals), (None, vec![refusal]), "{limits:?}");
    }
    assert!(place.used().await.is_empty(), "what is refused counts for nothing");
    let once =
        CallCandidate { requests_per_minute: 1, ..limited(UsageLimits { day_requests: 2, ..UsageLimits::default() }) };
    let requests = |reserved: Reserved| reserved.chosen.map(|_| (reserved.sent.minute, reserved.sent.day));
    assert_eq!(requests(place.reserve(1, from_ref(&once)).await.1), Some((1, 1)));
    assert_eq!(place.reserve(1, from_ref(&once)).await.1.refusals, [Refusal::RatePerMinute]);
    place.clock.advance(SECOND * 61);
    assert_eq!(requests(place.reserve(1, from_ref(&once)).await.1), Some((1, 2)));
    place.clock.advance(SECOND * 61);
    assert_eq!(place.reserve(1, &[once]).await.1.refusals, [Refusal::DailyRequests]);
}

#[tokio::test]
async fn known_costs_exclude_calls_under_way() {
    let place = Place::make(1).await;
    let known = |day: i64, month: i64| Costs { day, month };
    let (first, reserved) = place.reserve(1, &[candidate("p")]).await;
    assert_eq!((reserved.day_cost, reserved.known), (COST, known(0, 0)), "this one may still cost nothing");
    let (second, reserved) = place.reserve(2, &[candidate("p")]).await;
    assert_eq!((reserved.day_cost, reserved.known), (2 * COST, known(0, 0)));
    assert_eq!(place.settled(first, Some(true), 7).await.known, known(70, 70), "the other is under way");
    let (other, reserved) = place.reserve(1, &[candidate("q")]).await;
    assert_eq!(reserved.known, known(0, 0), "each provider has its own");
    assert_eq!(place.settled(other, Some(true), 1).await.known, known(10, 10));
    place.clock.advance(SignedDuration::from_hours(12));
    let settled = place.settled(second, Some(true), 3).await;
    assert_eq!(settled.known, known(0, 0), "of today and this month: it began yesterday, in January");
    let (_, reserved) = place.reserve(1, &[candidate("p")]).await;
    assert_eq!(reserved.known, known(0, 0));
    assert_eq!(place.reserve(1, &[]).await.1.known, known(0, 0), "of nobody");
}

#[tokio::test]
async fn account_limits_span_all_providers() {
    let limits = UsageLimits { day_requests: 2, day_tokens: 3 * TOKENS, ..UsageLimits::default() };
    let place = Place { own_limits: limits, ..Place::make(1).await };
    assert_eq!(place.reserve(1, &[candidate("p")]).await.1.chosen, Some(0));
    assert_eq!(place.reserve(1, &[candidate("q")]).await.1.chosen, Some(0));
    let both = [candidate("p"), candidate("q")];
    assert_eq!(place.reserve(1, &both).await.1.refusals, [Refusal::UserDailyRequests; 2]);
    assert_eq!(place.reserve(2, &both).await.1.chosen, Some(0));
    place.clock.advance(SignedDuration::from_hours(12));
    assert_eq!(place.reserve(1, &both).await.1.chosen, Some(0), "tomorrow, and next month");
    assert_eq!(place.used_by("user:00000000-0000-0000-0000-000000000001", "day").await, (2, 2 * 40, 2 * 400));
    assert_eq!(
        place.used().await.iter().filter(|(whose, span, ..)| whose == "provider:p" && span == "month").count(),
        2
    );
}

#[tokio::test]
async fn refused_candidate_yields_to_the_next() {
    let place = Place::make(1).await;
    let used_up = CallCandidate { limits: UsageLimits { day_tokens: 1, ..UsageLimits::default() }, ..candidate("p") };
    let (_, reserved) = place.reserve(1, &[used_up, candidate("q")]).await;
    assert_eq!((reserved.chosen, reserved.refusals), (Some(1), vec![Refusal::DailyTokens]));
    assert_eq!(place.used_by("provider:q", "day").await, (1, TOKENS, COST));
    assert_eq!(place.used_by("provider:p", "day").await, (0, 0, 0));
}

#[tokio::test]
async fn hundred_concurrent_calls_respect_limits() {
    let place = Arc::new(Place::make(16).await);
    let limits = UsageLimits { day_tokens: 37 * TOKENS + 99, month_cost: 90 * COST, ..UsageLimits::default() };
    let asked = (0..100_u128).map(|number| {
        let place = Arc::clone(&place);
        tokio::spawn(async move { place.reserve(1 + number % 2, &[limited(limits)]).await })
    });
    let mut let_through = VecDeque::new();
    let mut counted = Vec::new();
    for outcome in futures::future::join_all(asked).await {
        let (call, reserved) = outcome.unwrap();
        match reserved.chosen {
            Some(_) => {
                let_through.push_back(call);
                counted.push(reserved.sent);
            }
            None => assert_eq!(reserved.refusals, [Refusal::DailyTokens]),
        }
    }
    assert_eq!(let_through.len(), 37);
    counted.sort_unstable();
    assert_eq!(
        counted,
        (1..=37).map(|count| Sent { day: count, minute: count }).collect::<Vec<_>>(),
        "each counts those before it and itself"
    );
    assert_eq!(place.used_by("provider:p", "day").await, (37, 37 * TOKENS, 37 * COST));
    let settled = let_through.iter().copied().zip(1..).map(|(call, tokens)| {
        let place = Arc::clone(&place);
        tokio::spawn(async move { place.settle(call, Some(true), tokens).await })
    });
    for is_settled in futures::future::join_all(settled).await {
        assert!(is_settled.unwrap());
    }
    let tokens: i64 = (1..=37).sum();
    for period in ["day", "month"] {
        assert_eq!(place.used_by("provider:p", period).await, (37, tokens, tokens * 10));
    }
    let users: i64 =
        place.used().await.iter().filter(|(whose, ..)| whose.starts_with("user:")).map(|used| used.3).sum();
    assert_eq!(users, 2 * tokens, "the day's and the month's");
}

#[tokio::test]
async fn hundred_concurrent_retries_respect_limits() {
    let free = RequestLimits::default();
    let cases = [
        (RequestLimits { requests_per_minute: 5, ..free }, UsageLimits::default(), 5),
        (RequestLimits { day_requests: 6, ..free }, UsageLimits::default(), 6),
        (RequestLimits { month_requests: 7, ..free }, UsageLimits::default(), 7),
        (free, UsageLimits { day_requests: 8, ..UsageLimits::default() }, 8),
        (free, UsageLimits { month_requests: 9, ..UsageLimits::default() }, 9),
        (free, UsageLimits::default(), 102),
    ];
    for (limits, own_limits, most) in cases {
        let place = Arc::new(Place { own_limits, ..Place::make(16).await });
        let (call, _) = place.reserve(1, &[candidate("p")]).await;
        let (other, _) = place.reserve(1, &[candidate("p")]).await;
        let tries = (0..100).map(|number| {
            let place = Arc::clone(&place);
            let call = if number % 2 == 0 { call } else { other };
            tokio::spawn(async move { place.try_again(call, limits).await })
        });
        let asked = futures::future::join_all(tries).await;
        let mut admitted: Vec<_> = asked.into_iter().filter_map(Result::unwrap).collect();
        admitted.sort_unstable();
        let counted: Vec<_> = (3..).map(|count| Sent { day: count, minute: count }).take(most - 2).collect();
        assert_eq!(admitted, counted, "{limits:?} {own_limits:?}");
        for period in ["day", "month"] {
            assert_eq!(place.used_by("provider:p", period).await.0, i64::try_from(most).unwrap());
        }
    }
}

#[tokio::test]
async fn settled_call_is_not_retried() {
    let place = Place::make(1).await;
    let (settled, _) = place.reserve(1, &[candidate("p")]).await;
    assert!(place.settle(settled, Some(true), 1).await);
    let (lost, _) = place.reserve(1, &[candidate("p")]).await;
    place.clock.advance(SECOND * 300);
    assert_eq!(model_calls::expire(&place.connection().await, place.clock.now()).await.unwrap(), 1);
    for call in [settled, lost, ModelCallId(place.clock.uuid_v7())] {
        assert_eq!(place.try_again(call, RequestLimits::default()).await, None);
    }
    assert_eq!(place.used_by("provider:p", "day").await.0, 2);
}

#[tokio::test]
async fn expired_call_costs_its_question_only() {
    let place = Place::make(1).await;
    let limits = UsageLimits { day_tokens: TOKENS + 40, ..UsageLimits::default() };
    let (lost, _) = place.reserve(1, &[limited(limits)]).await;
    place.clock.advance(SECOND * 239);
    assert_eq!(place.reserve(2, &[limited(limits)]).await.1.chosen, None, "it may still be under way");
    place.clock.advance(SECOND);
    let (next, reserved) = place.reserve(2, &[limited(limits)]).await;
    assert_eq!(reserved.chosen, Some(0));
    assert_eq!(place.used_by("provider:p", "day").await, (2, 40 + TOKENS, 400 + COST));
    assert!(place.settle(lost, Some(true), 77).await, "a frozen process comes back");
    assert!(!place.settle(lost, Some(true), 77).await, "once");
    assert!(place.settle(next, Some(true), 3).await);
    assert_eq!(place.used_by("provider:p", "day").await, (2, 80, 800));
    assert_eq!(model_calls::expire(&place.connection().await, place.clock.now() + SECOND * 500).await.unwrap(), 0);
}

/// The circuit as its contract has it.
#[derive(Debug)]
struct Circuit {
    state: CircuitState,
    failures: u32,
    successes: u32,
    trials: u32,
    moved_at: Timestamp,
}

impl Circuit {
    fn lets_through(&mut self, now: Timestamp) -> bool {
        let is_spared = now.duration_since(self.moved_at) < SECOND * 60;
        match self.state {
            CircuitState::Closed => return true,
            CircuitState::Open if is_spared => return false,
            CircuitState::HalfOpen if self.trials >= 3 && is_spared => return false,
            CircuitState::HalfOpen if self.trials < 3 => self.trials += 1,
            CircuitState::HalfOpen => (self.trials, self.moved_at) = (1, now),
            CircuitState::Open => {
                *self = Self { state: CircuitState::HalfOpen, successes: 0, trials: 1, moved_at: now, ..*self };
            }
        }
        true
    }

    fn hears(&mut self, has_answered: bool, now: Timestamp) {
        match (self.state, has_answered) {
            (CircuitState::Open, _) => {}
            (CircuitState::Closed, true) => self.failures = self.failures.saturating_sub(1),
            (CircuitState::Closed, false) => {
                self.failures += 1;
                if self.failures >= 5 {
                    (self.state, self.moved_at) = (CircuitState::Open, now);
                }
            }
            (CircuitState::HalfOpen, false) => {
                *self = Self { state: CircuitState::Open, successes: 0, trials: 0, moved_at: now, ..*self };
            }
            (CircuitState::HalfOpen, true) => {
                self.successes += 1;
                if self.successes >= 3 {
                    *self = Self { state: CircuitState::Closed, failures: 0, successes: 0, moved_at: now, ..*self };
                }
            }
        }
    }
}

/// Seconds that pass, and how the call goes that is then made, or whether it is only made.
async fn goes_through(place: &Place, steps: Vec<(u8, Option<bool>)>) {
    let mut expected =
        Circuit { state: CircuitState::Closed, failures: 0, successes: 0, trials: 0, moved_at: place.clock.now() };
    let mut is_known = false;
    for (seconds, has_answered) in steps {
        place.clock.advance(SECOND * i32::from(seconds));
        let now = place.clock.now();
        let (call, reserved) = place.reserve(1, &[candidate("p")]).await;
        assert_eq!(reserved.chosen.is_some(), expected.lets_through(now), "{expected:?} {reserved:?}");
        if reserved.chosen.is_some() {
            let settled = place.settled(call, has_answered, 1).await;
            if let Some(has_answered) = has_answered {
                expected.hears(has_answered, now);
                is_known = true;
            }
            assert_eq!(settled.circuit, is_known.then_some(expected.state));
            let again = place.settled(call, Some(false), 1).await;
            assert!(!again.is_first && again.circuit.is_none(), "what counts is the first");
        }
        let told = model_usage::list_of_providers(&place.connection().await, &["p"], now).await.unwrap();
        assert_eq!(told.first().map(|provider| provider.circuit), Some(expected.state), "{expected:?}");
    }
}

#[tokio::test]
async fn circuit_opens_and_closes_by_contract() {
    let place = Place::make(1).await;
    let failures = [(0, Some(false)); 5];
    goes_through(
        &place,
        [&failures[..], &[(59, Some(true)), (1, Some(true)), (0, Some(true)), (0, Some(true))]].concat(),
    )
    .await;
    let usage = || async {
        let connection = place.connection().await;
        model_usage::list_of_providers(&connection, &["p", "q"], place.clock.now()).await.unwrap()
    };
    let told = usage().await;
    assert_eq!((told[0].circuit, told[0].failures, told[1].circuit), (CircuitState::Closed, 0, CircuitState::Closed));
    for _ in 0..5 {
        let (call, _) = place.reserve(1, &[candidate("p")]).await;
        place.settle(call, Some(false), 0).await;
    }
    assert_eq!(place.reserve(1, &[candidate("p")]).await.1.refusals, [Refusal::CircuitBreakerOpen]);
    assert!(!usage().await[0].can_request(place.clock.now()));
    let later = place.clock.now() + SECOND * 60;
    assert_eq!(
        (usage().await[0].can_request(later), usage().await[0].circuit_at(later)),
        (true, CircuitState::HalfOpen)
    );
}

#[test]
fn circuit_always_follows_its_contract() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let step = (prop::sample::select(vec![0_u8, 0, 0, 1, 30, 60, 61]), any::<Option<bool>>());
    proptest!(Config::with_cases(24), |(steps in prop::collection::vec(step, 1..40))| {
        runtime.block_on(async {
            let place = Place::make(1).await;
            goes_through(&place, steps).await;
        });
    });
}

#[test]
fn counts_always_match_the_ledger() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let act = (0_u8..4, 1..3_u128, 0..300_i64, prop::sample::select(vec!["p", "q"]));
    proptest!(Config::with_cases(24), |(acts in prop::collection::vec(act, 1..40))| {
        runtime.block_on(async {
            let limits = UsageLimits { day_tokens: 500, month_cost: 9_000, day_requests: 12, ..UsageLimits::default() };
            let place = Place { own_limits: UsageLimits { day_tokens: 450, ..UsageLimits::default() }, ..Place::make(1).await };
            let mut under_way = VecDeque::new();
            // tokens of answers that came after their reservation had expired, which the limit cannot include
            let mut late = HashMap::<_, i64>::new();
            for (kind, asker, number, provider) in acts {
                match kind {
                    0 | 1 => {
                        let (call, reserved) = place.reserve(asker, &[CallCandidate { limits, ..candidate(provider) }]).await;
                        under_way.extend(reserved.chosen.map(|_| (call, provider)));
                    }
                    // a call uses at most what was reserved for it
                    2 => if let Some((call, provider)) = under_way.pop_front() {
                        if place.has_expired(call).await {
                            *late.entry(format!("provider:{provider}")).or_default() += (number % TOKENS - ASKED).max(0);
                        }
                        assert!(place.settle(call, None, number % TOKENS).await);
                    },
                    _ => place.clock.advance(SECOND * i32::try_from(number).unwrap()),
                }
                for (whose, period, requests, tokens, cost) in place.used().await {
                    if whose.starts_with("provider:") && period == "day" {
                        let most = 500 + late.get(&whose).copied().unwrap_or_default();
                        assert!(tokens <= most && requests <= 12, "{whose}: {requests} {tokens}");
                    }
                    assert!(cost <= 9_000 + 10 * late.values().sum::<i64>() && tokens >= 0 && cost >= 0);
                }
            }
            let sql = "SELECT count(*) FROM model_usage JOIN ( \
                SELECT 'provider:' || provider AS whose, sum(tries) AS requests, sum(counted_tokens) AS tokens, \
                    sum(counted_cost) AS cost FROM model_calls GROUP BY 1 \
                UNION ALL SELECT 'user:' || user_id, sum(tries), sum(counted_tokens), sum(counted_cost) FROM model_calls GROUP BY 1 \
                ) AS ledger ON whose = subject WHERE period = 'month' AND starts_on = '2026-01-01' \
                AND (model_usage.requests, model_usage.tokens, model_usage.cost) \
                    IS DISTINCT FROM (ledger.requests, ledger.tokens, ledger.cost)";
            let differing: i64 = place.connection().await.query_one(sql, &[]).await.unwrap().get(0);
            assert_eq!(differing, 0);
        });
    });
}
