//! `DELETE /api/admin/users/{id}/sessions`: ends all login sessions of an account.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    auth_sessions::{self, SessionEnd},
};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, UserId};

use super::managed::find;
use crate::State;

/// End the sessions of an account
///
/// Ends all login sessions of an account; those of the caller's own account except the current one.
#[utoipa::path(
    delete,
    path = "/api/admin/users/{id}/sessions",
    tag = "admin",
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 204, description = "The sessions are ended"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete_all(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<UserId>,
) -> Result<StatusCode> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    find(&state, &transaction, id).await?;
    let ended = auth_sessions::revoke_all(&transaction, id, caller.session(), now, SessionEnd::Ended).await?;
    if ended > 0 {
        let event = AuditEvent::done(AuditAction::EndSessions).to(id).with("sessions", ended);
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
