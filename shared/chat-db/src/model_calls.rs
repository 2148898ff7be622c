//! Calls of language models: reserved before they are made, settled after them.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{CallOutcome, CircuitState, MessageId, ModelCallId, Refusal, UserId};
use tokio_postgres::{Row, types::Json};

/// Usage limits of a provider or an account; 0 means unlimited. Costs are in billionths of a US dollar.
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
    /// Cost of a day.
    pub day_cost: i64,
    /// Cost of a month.
    pub month_cost: i64,
}

/// A model that may be asked, and what that may use at most. Costs are in billionths of a US dollar.
#[derive(Clone, Debug, Serialize)]
pub struct CallCandidate<'a> {
    /// The provider's id.
    pub provider: &'a str,
    /// The model's name there.
    pub model: &'a str,
    /// Tokens of question and answer.
    pub tokens: i64,
    /// Cost of these.
    pub cost: i64,
    /// Cost of the question alone.
    pub asked_cost: i64,
    /// Limit of requests to the provider in any 60 seconds; 0 means unlimited.
    pub requests_per_minute: i64,
    /// Limits of the provider.
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
    /// Time at which the reservation expires if it is not settled.
    pub expires_at: Timestamp,
    /// For whom it is made.
    pub asker: UserId,
    /// The answer that it is made for.
    pub answer: MessageId,
    /// Purpose of the call.
    pub task: &'a str,
    /// Tokens of the question.
    pub asked_tokens: i64,
    /// `true` if limits apply.
    pub is_enforced: bool,
    /// Limits of the account.
    pub own_limits: UsageLimits,
}

/// A call that is to be tried once more.
#[derive(Clone, Copy, Debug)]
pub struct FurtherTry {
    /// Now.
    pub at: Timestamp,
    /// `true` if limits apply.
    pub is_enforced: bool,
    /// Request limits of the provider.
    pub limits: RequestLimits,
    /// Limits of the account.
    pub own_limits: UsageLimits,
}

/// Limits of requests to a provider; 0 means unlimited.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
pub struct RequestLimits {
    /// Within any 60 seconds.
    pub requests_per_minute: i64,
    /// On a day, by UTC.
    pub day_requests: i64,
    /// Within a month.
    pub month_requests: i64,
}

/// The result of a reservation.
#[derive(Clone, Debug)]
pub struct Reserved {
    /// The place of the candidate that may be asked, from 0.
    pub chosen: Option<usize>,
    /// Refusals of the candidates before it, in their order.
    pub refusals: Vec<Refusal>,
    /// Cost of the provider today, with what this call and others under way may use.
    pub day_cost: i64,
    /// Cost of the provider this month, likewise.
    pub month_cost: i64,
    /// Settled costs of the provider, without this call and others under way.
    pub known: Costs,
    /// Requests sent to the provider, the first of this call included.
    pub sent: Sent,
}

/// Costs of a provider without calls under way, in billionths of a US dollar.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Costs {
    /// Today, by UTC.
    pub day: i64,
    /// This month.
    pub month: i64,
}

/// Number of requests sent to a provider.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Sent {
    /// Today, by UTC.
    pub day: i64,
    /// Within the last 60 seconds.
    pub minute: i64,
}

/// The end of a call.
#[derive(Clone, Copy, Debug)]
pub struct CallEnd {
    /// Now.
    pub at: Timestamp,
    /// Tokens of the question.
    pub input_tokens: i64,
    /// Tokens of the answer.
    pub output_tokens: i64,
    /// Cost of these in billionths of a US dollar.
    pub cost: i64,
    /// Number of requests, the first included.
    pub tries: i32,
    /// Outcome.
    pub outcome: CallOutcome,
    /// Duration in milliseconds.
    pub duration_ms: i64,
    /// `true` if the provider worked; `None` when that is unknown.
    pub has_answered: Option<bool>,
}

/// The result of settling a call.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// `true` if this settled the call for the first time.
    pub is_first: bool,
    /// The circuit of its provider; `None` if this was not the first, and until a call has shown whether the provider works.
    pub circuit: Option<CircuitState>,
    /// Settled costs of its provider, this call included.
    pub known: Costs,
}

/// Reserves a call with the first of these candidates whose circuit and limits allow it. Concurrent reservations never exceed
/// an enforced limit.
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

/// Counts one more request of a call under way, if the limits allow it, and returns how many its provider was sent; `None` when they
/// do not, or the call is no longer reserved.
pub async fn try_again(client: &impl GenericClient, call: ModelCallId, again: &FurtherTry) -> Result<Option<Sent>> {
    let FurtherTry { at, is_enforced, limits, own_limits } = again;
    let parameters: query::Parameters<'_> = &[&call, at, is_enforced, &Json(limits), &Json(own_limits)];
    let sql = include_str!("../queries/model_calls/try_again.sql");
    let decode = |row: &Row| Ok(if row.try_get("may_be_tried")? { Some(decode_sent(row)?) } else { None });
    query::one(client, sql, parameters, decode).await
}

/// Replaces a reservation by the actual usage, once.
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

/// Expires reservations that should have been settled by now, at most a thousand, the oldest first, and returns how many.
/// Requests and question tokens stay counted, because the provider may have been asked.
pub async fn expire(client: &impl GenericClient, now: Timestamp) -> Result<i64> {
    let sql = include_str!("../queries/model_calls/expire.sql");
    query::one(client, sql, &[&now], |row| Ok(row.try_get("expired")?)).await
}

/// Deletes calls made before `before`, the oldest first, at most `most`; returns how many.
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
