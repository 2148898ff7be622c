//! `DELETE /api/auth/sessions`: the end of all other sessions of the caller.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    auth_sessions::{self, SessionEnd},
};
use sisuiq_http::{Forbidden, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::AuditAction;

use crate::State;

/// End all other sessions
///
/// Ends all sessions of the caller except the current one.
#[utoipa::path(
    delete,
    path = "/api/auth/sessions",
    tag = "auth",
    responses((status = 204, description = "The sessions are ended"), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete_all(caller: Person, Extract(state): Extract<State>) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let now = state.clock.now();
    let ended = auth_sessions::revoke_all(&transaction, caller.id, caller.session(), now, SessionEnd::Ended).await?;
    if ended > 0 {
        let event = AuditEvent::done(AuditAction::EndOtherSessions).to(caller.id).with("sessions", ended);
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
