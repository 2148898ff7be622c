//! Decisions about alerts, and the answers of other accounts to them.

use jiff::{Timestamp, civil::Date};
use sisuiq_db::{Result, Transaction, query};
use sisuiq_model::{AlertDecisionId, AlertId, AlertOutcome, UserId};
use tokio_postgres::Row;

/// A decision that waits for its confirmation, or holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertDecision {
    /// Its id.
    pub id: AlertDecisionId,
    /// What was decided.
    pub outcome: AlertOutcome,
    /// Why.
    pub reason: String,
    /// The first day on which it no longer holds; `None` for a match.
    pub expires_on: Option<Date>,
    /// The account that decided, unless it was erased.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Timestamp,
    /// The account that confirmed it.
    pub confirmed_by: Option<UserId>,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
}

/// A new decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision {
    /// Its id.
    pub id: AlertDecisionId,
    /// The alert.
    pub alert: AlertId,
    /// What was decided.
    pub outcome: AlertOutcome,
    /// Why.
    pub reason: String,
    /// The first day on which it no longer holds; `None` for a match.
    pub expires_on: Option<Date>,
    /// The version of the entry that it is about.
    pub entity_version: i32,
    /// The SHA-256 of what the list said.
    pub content_sha256: Vec<u8>,
    /// The account that decided.
    pub decided_by: UserId,
    /// When.
    pub decided_at: Timestamp,
}

/// The answer of another account to a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether it is confirmed.
    pub is_accepted: bool,
    /// Why, if something was said.
    pub reason: Option<String>,
    /// The account that answered.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Stores a decision.
pub async fn insert(transaction: &Transaction<'_>, new: &NewDecision) -> Result<()> {
    let sql = include_str!("../queries/alert_decisions/insert.sql");
    let parameters: query::Parameters<'_> = &[
        &new.id,
        &new.alert,
        &new.outcome,
        &new.reason,
        &new.expires_on,
        &new.entity_version,
        &new.content_sha256,
        &new.decided_by,
        &new.decided_at,
    ];
    query::exactly("alert_decisions/insert", 1, query::execute(transaction, sql, parameters).await?)
}

/// Stores the answer to a decision that has none.
pub async fn answer(transaction: &Transaction<'_>, id: AlertDecisionId, answer: &Answer) -> Result<()> {
    let Answer { is_accepted, reason, by, at } = answer;
    let sql = include_str!("../queries/alert_decisions/answer.sql");
    let answered = query::execute(transaction, sql, &[&id, is_accepted, reason, by, at]).await?;
    query::exactly("alert_decisions/answer", 1, answered)
}

/// Erases all decisions about alerts of subjects. Returns their number.
pub async fn erase(transaction: &Transaction<'_>, subjects: &[Vec<u8>]) -> Result<u64> {
    query::execute(transaction, include_str!("../queries/alert_decisions/erase.sql"), &[&subjects]).await
}

/// The columns of an alert's decision, if it has one.
pub(crate) fn decision(row: &Row) -> Result<Option<AlertDecision>> {
    let (outcome, reason): (Option<AlertOutcome>, Option<String>) = (row.try_get("outcome")?, row.try_get("reason")?);
    let decided_at: Option<Timestamp> = row.try_get("decided_at")?;
    let id: Option<AlertDecisionId> = row.try_get("decision_id")?;
    let (Some(id), Some(outcome), Some(reason), Some(decided_at)) = (id, outcome, reason, decided_at) else {
        return Ok(None);
    };
    Ok(Some(AlertDecision {
        id,
        outcome,
        reason,
        expires_on: row.try_get("expires_on")?,
        decided_by: row.try_get("decided_by")?,
        decided_at,
        confirmed_by: row.try_get("answered_by")?,
        confirmed_at: row.try_get("answered_at")?,
    }))
}
