//! `DELETE /api/auth/sessions/{id}`: the end of one of the caller's sessions.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{audit_records::AuditEvent, auth_sessions};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::{AuditAction, AuthSessionId};

use crate::State;

/// End a session
///
/// Ends one of the caller's sessions. Its tokens are rejected from the next request on.
#[utoipa::path(
    delete,
    path = "/api/auth/sessions/{id}",
    tag = "auth",
    params(("id" = AuthSessionId, Path, description = "The session")),
    responses((status = 204, description = "The session is ended"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: Person,
    Extract(state): Extract<State>,
    Path(id): Path<AuthSessionId>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !auth_sessions::revoke_owned(&transaction, id, caller.id, state.clock.now()).await? {
        return Err(Problem::not_found("session"));
    }
    state.identity.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::EndSession).to(id)).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
