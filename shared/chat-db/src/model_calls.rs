//! Calls of language models: set aside before they are made, settled after them.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{CallOutcome, CircuitState, MessageId, ModelCallId, Refusal, UserId};
use tokio_postgres::{Row, types::Json};

/// What a provider or an account may use; 0 for any number. Money is in billionths of a US dollar.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct UsageLimits {
    /// Requests of a day, by UTC.
    pub day_requests: i64,
    /// Requests of a month.
    pub month_requests: i64,
    /// Tokens of a day.
    pub day_tokens: i64,
    /// Tokens of a month.
    pub month_tokens: i64,
    /// Money of a day.
    pub day_cost: i64,
    /// Money of a month.
    pub month_cost: i64,
}

/// A model that may be asked, and what that may use at most.
#[derive(Clone, Debug, Serialize)]
pub struct CallCandidate<'a> {
    /// The provider's id.
    pub provider: &'a str,
    /// The model's name there.
    pub model: &'a str,
    /// Tokens of question and answer.
    pub tokens: i64,
    /// What these cost.
    pub cost: i64,
    /// What the question alone costs.
    pub asked_cost: i64,
    /// How many requests the provider is sent in any 60 seconds; 0 for any number.
    pub requests_per_minute: i64,
    /// What the provider may use.
    #[serde(flatten)]
    pub limits: UsageLimits,
}

/// A call that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewCall<'a> {
    /// Its id.
    pub id: ModelCallId,
    /// Now.
    pub at: Timestamp,
    /// When what it holds is taken back, should nobody settle it.
    pub expires_at: Timestamp,
    /// For whom it is made.
    pub asker: UserId,
    /// The answer that it is made for.
    pub answer: MessageId,
    /// What is asked for.
    pub task: &'a str,
    /// Tokens of the question.
    pub asked_tokens: i64,
    /// Whether limits count.
    pub is_enforced: bool,
    /// What the account may use.
    pub own_limits: UsageLimits,
}

/// A call that is to be tried once more.
#[derive(Clone, Copy, Debug)]
pub struct FurtherTry {
    /// Now.
    pub at: Timestamp,
    /// Whether limits count.
    pub is_enforced: bool,
    /// What the provider may be sent.
    pub limits: RequestLimits,
    /// What the account may use.
    pub own_limits: UsageLimits,
}

/// How many requests a provider may be sent; 0 for any number.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct RequestLimits {
    /// In any 60 seconds.
    pub requests_per_minute: i64,
    /// On a day, by UTC.
    pub day_requests: i64,
    /// In a month.
    pub month_requests: i64,
}

/// What came of setting a call aside.
#[derive(Clone, Debug)]
pub struct Reserved {
    /// The place of the candidate that may be asked, from 0.
    pub chosen: Option<usize>,
    /// Why those before it may not be asked, in their order.
    pub refusals: Vec<Refusal>,
    /// What the provider has used today, this call included.
    pub day_cost: i64,
    /// What it has used in this month, likewise.
    pub month_cost: i64,
    /// What is known to have been used of it, without this call and others that are under way.
    pub known: Costs,
    /// What it was sent, the first request of this call included.
    pub sent: Sent,
}

/// What calls of a provider cost, as far as they have ended.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Costs {
    /// Today, by UTC.
    pub day: i64,
    /// In this month.
    pub month: i64,
}

/// How many requests a provider was sent.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Sent {
    /// Today, by UTC.
    pub day: i64,
    /// In the last 60 seconds.
    pub minute: i64,
}

/// How a call went.
#[derive(Clone, Copy, Debug)]
pub struct CallEnd {
    /// Now.
    pub at: Timestamp,
    /// Tokens of the question.
    pub input_tokens: i64,
    /// Tokens of the answer.
    pub output_tokens: i64,
    /// What they cost.
    pub cost: i64,
    /// How many requests were made.
    pub tries: i32,
    /// How it ended.
    pub outcome: CallOutcome,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
    /// Whether the provider did its part; nothing when that cannot be told.
    pub has_answered: Option<bool>,
}

/// What came of settling a call.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// Whether it was not settled before.
    pub is_first: bool,
    /// The circuit of its provider since then; nothing as long as no call has told whether the provider does its part.
    pub circuit: Option<CircuitState>,
    /// What is known to have been used of its provider, this call included.
    pub known: Costs,
}

/// Sets a call aside with the first of these candidates that may be asked. However many are set aside at once, no limit is ever
/// passed.
pub async fn reserve(
    client: &impl GenericClient,
    call: &NewCall<'_>,
    candidates: &[CallCandidate<'_>],
) -> Result<Reserved> {
    let NewCall { id, at, expires_at, asker, answer, task, asked_tokens, is_enforced, own_limits } = call;
    let (candidates, own_limits) = (Json(candidates), Json(own_limits));
    let parameters: query::Parameters<'_> =
        &[id, at, expires_at, asker, answer, task, asked_tokens, is_enforced, &candidates, &own_limits];
    query::one(client, include_str!("../queries/model_calls/reserve.sql"), parameters, decode_reserved).await
}

/// Counts one more request of a call that is under way, if no limit is passed by it, and gives how many its provider was sent; nothing
/// when it was not.
pub async fn try_again(client: &impl GenericClient, call: ModelCallId, again: &FurtherTry) -> Result<Option<Sent>> {
    let FurtherTry { at, is_enforced, limits, own_limits } = again;
    let parameters: query::Parameters<'_> = &[&call, at, is_enforced, &Json(limits), &Json(own_limits)];
    let sql = include_str!("../queries/model_calls/try_again.sql");
    let decode = |row: &Row| Ok(if row.try_get("may_be_tried")? { Some(decode_sent(row)?) } else { None });
    query::one(client, sql, parameters, decode).await
}

/// Replaces what was set aside by what was used, once.
pub async fn settle(client: &impl GenericClient, call: ModelCallId, end: &CallEnd) -> Result<Settled> {
    let CallEnd { at, input_tokens, output_tokens, cost, tries, outcome, duration_ms, has_answered } = end;
    let parameters: query::Parameters<'_> =
        &[&call, at, input_tokens, output_tokens, cost, tries, outcome, duration_ms, has_answered];
    let sql = include_str!("../queries/model_calls/settle.sql");
    let decode = |row: &Row| {
        let known = Costs { day: row.try_get("day_cost")?, month: row.try_get("month_cost")? };
        Ok(Settled { is_first: row.try_get("settled")?, circuit: row.try_get("circuit")?, known })
    };
    query::one(client, sql, parameters, decode).await
}

/// Takes back what calls hold that should have been settled by now; says how many. A thousand at most, the oldest first.
pub async fn expire(client: &impl GenericClient, now: Timestamp) -> Result<i64> {
    let sql = include_str!("../queries/model_calls/expire.sql");
    query::one(client, sql, &[&now], |row| Ok(row.try_get("expired")?)).await
}

/// Forgets calls made before `before`, the oldest first, `most` at most; says how many.
pub async fn delete_before(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/model_calls/delete_before.sql"), &[&before, &most]).await
}

fn decode_reserved(row: &Row) -> Result<Reserved> {
    let chosen: Option<i32> = row.try_get("chosen")?;
    Ok(Reserved {
        chosen: chosen.and_then(|place| usize::try_from(place).ok()),
        refusals: row.try_get("refusals")?,
        day_cost: row.try_get::<_, Option<i64>>("day_cost")?.unwrap_or_default(),
        month_cost: row.try_get::<_, Option<i64>>("month_cost")?.unwrap_or_default(),
        known: Costs { day: row.try_get("known_day_cost")?, month: row.try_get("known_month_cost")? },
        sent: decode_sent(row)?,
    })
}

fn decode_sent(row: &Row) -> Result<Sent> {
    Ok(Sent { day: row.try_get("day_requests")?, minute: row.try_get("minute_requests")? })
}
