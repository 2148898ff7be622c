//! Decisions about alerts, as they are sent.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use sisuiq_model::{AlertDecisionId, AlertOutcome, UserId};
use sisuiq_sanctions_db::alert_decisions::AlertDecision;
use utoipa::ToSchema;

/// What was decided about an alert. It waits for its confirmation, or holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertDecisionOut {
    /// Its id, by which a confirmation names it.
    id: AlertDecisionId,
    /// What was decided.
    outcome: AlertOutcome,
    /// Why.
    #[schema(example = "Born 22 years after the listed person, and of another country.")]
    reason: String,
    /// The first day on which it no longer holds; null for a match.
    expires_on: Option<Date>,
    /// The account that decided; null if it was erased.
    decided_by: Option<UserId>,
    /// When.
    decided_at: Timestamp,
    /// The account that confirmed it; null if none did.
    confirmed_by: Option<UserId>,
    /// When it was confirmed; null if it was not.
    confirmed_at: Option<Timestamp>,
}

impl From<AlertDecision> for AlertDecisionOut {
    fn from(decision: AlertDecision) -> Self {
        let AlertDecision { id, outcome, reason, expires_on, decided_by, decided_at, confirmed_by, confirmed_at } =
            decision;
        Self { id, outcome, reason, expires_on, decided_by, decided_at, confirmed_by, confirmed_at }
    }
}
