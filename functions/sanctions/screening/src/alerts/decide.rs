//! `POST /api/v1/knowledge/alerts/{id}/decision`: decides about an alert.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AlertDecisionId, AlertId, AlertOutcome, AlertStatus, AuditAction};
use sisuiq_sanctions_db::{
    alert_decisions::{self, NewDecision},
    screening_alerts,
};
use utoipa::ToSchema;

use super::{AlertStatusOut, has_expired, today};
use crate::State;

/// A decision about an alert.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertDecisionIn {
    /// The version of the entry that the decision rests on: `version` of the entry of the alert, or `entity_version` of the hit. If the alert is about another
    /// one by now, nothing is decided.
    #[garde(range(min = 1))]
    #[schema(minimum = 1, example = 1)]
    entity_version: i32,
    /// What is decided.
    #[garde(skip)]
    outcome: AlertOutcome,
    /// Why.
    #[garde(length(chars, min = 10, max = 1000), custom(not_blank))]
    #[schema(
        min_length = 10,
        max_length = 1000,
        example = "Born 22 years after the listed person, and of another country."
    )]
    reason: String,
    /// The first day on which the decision no longer holds: in the future, at most two years ahead. Needed for `not_match`; a match holds until
    /// the list says something else.
    #[garde(inner(length(chars, min = 10, max = 10)))]
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date, min_length = 10, max_length = 10, example = "2027-06-30")]
    expires_on: Option<String>,
}

/// Refuses a reason of spaces only.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "garde passes the context by reference")]
fn not_blank(reason: &str, (): &()) -> garde::Result {
    if reason.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// Decide about an alert
///
/// Says whether the subject is the listed entity, and why. The decision is remembered for this subject and this entity until it expires, or
/// the list says something else of the entity. The decision names the version of the entry that was seen; if a later screening found another
/// one, the answer is 409. Where the deployment asks for it, it waits for the confirmation of another account. If the
/// account that decided is erased meanwhile, another decision replaces it.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/alerts/{id}/decision",
    tag = "screening",
    request_body = AlertDecisionIn,
    params(("id" = AlertId, Path, description = "The alert")),
    responses(
        (status = 200, body = AlertStatusOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn decide(
    caller: User<capabilities::ScreeningDecide>,
    Extract(state): Extract<State>,
    Path(id): Path<AlertId>,
    Json(AlertDecisionIn { entity_version, outcome, reason, expires_on }): Json<AlertDecisionIn>,
) -> Result<Json<AlertStatusOut>> {
    let now = state.clock.now();
    let today = today(now);
    let expires_on = expiry(outcome, expires_on.as_deref(), today)?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let held = screening_alerts::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("alert"))?;
    let is_over = has_expired(held.decision_expires_on, today) || held.waits_for_nobody();
    if held.status != AlertStatus::Open && !is_over {
        return Err(Problem::conflict(match held.status {
            AlertStatus::AwaitingConfirmation => "a decision about this alert waits for its confirmation",
            _ => "this alert has been decided already",
        }));
    }
    if held.entity_version != entity_version {
        return Err(Problem::conflict(
            "the list says something else of this entry than the version that was decided about: read the alert again",
        ));
    }
    let decision = NewDecision {
        id: AlertDecisionId(state.clock.uuid_v7()),
        alert: id,
        outcome,
        reason,
        expires_on,
        entity_version: held.entity_version,
        content_sha256: held.content_sha256,
        decided_by: caller.id,
        decided_at: now,
    };
    let status = if state.needs_confirmation { AlertStatus::AwaitingConfirmation } else { status_of(outcome) };
    alert_decisions::insert(&transaction, &decision).await?;
    screening_alerts::decide(&transaction, id, status, decision.id, expires_on).await?;
    let event = AuditEvent::done(AuditAction::DecideAlert)
        .to(id)
        .with("outcome", outcome.as_str())
        .with("decision", decision.id.to_string())
        .with("waits", state.needs_confirmation);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(Json(AlertStatusOut { id, status, opening: None }))
}

/// The progress of an alert about which this was decided.
pub(super) const fn status_of(outcome: AlertOutcome) -> AlertStatus {
    match outcome {
        AlertOutcome::Match => AlertStatus::Match,
        AlertOutcome::NotMatch => AlertStatus::NotMatch,
    }
}

/// The first day on which a decision no longer holds.
fn expiry(outcome: AlertOutcome, text: Option<&str>, today: Date) -> Result<Option<Date>> {
    let refuse = |text: &str| Err(Problem::unprocessable(vec![FieldError::new("expires_on", text)]));
    match (outcome, text) {
        (AlertOutcome::Match, None) => Ok(None),
        (AlertOutcome::Match, Some(_)) => refuse("must be left out: a match does not expire"),
        (AlertOutcome::NotMatch, None) => refuse("is needed: the decision is remembered until then"),
        (AlertOutcome::NotMatch, Some(text)) => {
            // the parser of dates accepts times as well
            let Ok(day) = Date::strptime("%Y-%m-%d", text) else {
                return refuse("must be a date such as 2027-06-30");
            };
            let last = today.saturating_add(2.years());
            if day <= today || day > last {
                return refuse("must be in the future, at most two years ahead");
            }
            Ok(Some(day))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_wrong_hits_expire() {
        let today = Date::constant(2026, 3, 10);
        let of = |outcome, text| expiry(outcome, text, today).ok();
        assert_eq!(of(AlertOutcome::Match, None), Some(None));
        assert_eq!(of(AlertOutcome::Match, Some("2026-03-11")), None);
        for (text, is_right) in [
            (Some("2026-03-11"), true),
            (Some("2028-03-10"), true),
            (Some("2028-03-11"), false),
            (Some("2026-03-10"), false),
            (Some("2025-01-01"), false),
            (Some("11.03.2026"), false),
            (Some("2027-02-30"), false),
            (None, false),
        ] {
            assert_eq!(of(AlertOutcome::NotMatch, text).is_some(), is_right, "{text:?}");
        }
    }
}
