//! `POST /api/v1/knowledge/alerts/{id}/confirm`: confirms or refuses the decision of another account.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AlertDecisionId, AlertId, AlertOpening, AlertStatus, AuditAction};
use sisuiq_sanctions_db::{
    alert_decisions::{self, Answer},
    screening_alerts,
};
use utoipa::ToSchema;

use super::{AlertStatusOut, decide::status_of, has_expired, today};
use crate::State;

/// The answer to a decision.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct AlertConfirmationIn {
    /// The decision that is confirmed or refused. If another one waits by now, nothing is.
    #[garde(skip)]
    decision_id: AlertDecisionId,
    /// Whether the decision holds. If not, the alert is open again.
    #[garde(skip)]
    #[schema(example = true)]
    accept: bool,
    /// Why.
    #[garde(inner(length(chars, min = 1, max = 1000)))]
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000, example = "The birth date was checked with the passport.")]
    reason: Option<String>,
}

/// Confirm a decision
///
/// Confirms or refuses a decision about an alert that another account made and that waits for it. The decision of an account that was erased can only be
/// refused.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/alerts/{id}/confirm",
    tag = "screening",
    request_body = AlertConfirmationIn,
    params(("id" = AlertId, Path, description = "The alert")),
    responses(
        (status = 200, body = AlertStatusOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn confirm(
    caller: User<capabilities::ScreeningDecide>,
    Extract(state): Extract<State>,
    Path(id): Path<AlertId>,
    Json(AlertConfirmationIn { decision_id, accept, reason }): Json<AlertConfirmationIn>,
) -> Result<Json<AlertStatusOut>> {
    let now = state.clock.now();
    let today = today(now);
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let held = screening_alerts::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("alert"))?;
    let waiting = held.decision.filter(|_| held.status == AlertStatus::AwaitingConfirmation);
    let Some((decision, outcome, decided_by)) = waiting else {
        return Err(Problem::conflict("no decision about this alert waits for its confirmation"));
    };
    if decision != decision_id {
        return Err(Problem::conflict(
            "another decision waits by now than the one that was answered: read the alert again",
        ));
    }
    if has_expired(held.decision_expires_on, today) {
        return Err(Problem::conflict("the decision has expired: decide again"));
    }
    match decided_by {
        Some(by) if by == caller.id => {
            return Err(Problem::conflict("another account has to confirm this decision"));
        }
        // the caller may have decided with the account that was erased
        None if accept => {
            return Err(Problem::conflict("the account that decided was erased: refuse the decision, or decide again"));
        }
        _ => {}
    }
    let answer = Answer { is_accepted: accept, reason, by: caller.id, at: now };
    alert_decisions::answer(&transaction, decision, &answer).await?;
    let (status, opening, action) = if accept {
        let status = status_of(outcome);
        screening_alerts::decide(&transaction, id, status, decision, held.decision_expires_on).await?;
        (status, None, AuditAction::ConfirmDecision)
    } else {
        screening_alerts::open(&transaction, id, AlertOpening::Refused, now).await?;
        (AlertStatus::Open, Some(AlertOpening::Refused), AuditAction::RefuseDecision)
    };
    let event =
        AuditEvent::done(action).to(id).with("outcome", outcome.as_str()).with("decision", decision.to_string());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(Json(AlertStatusOut { id, status, opening }))
}
