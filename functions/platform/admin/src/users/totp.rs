//! `DELETE /api/admin/users/{id}/totp`: removes a lost authenticator app.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    second_factors::{self, SecondFactor},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, OutboxMessageId, UserId};

use super::managed::find;
use crate::State;

/// Remove a lost authenticator app
///
/// Removes the authenticator app and the recovery codes of an account whose owner lost them, and notifies the owner. The caller's own
/// is refused (409): `POST /api/auth/totp/remove` requires a code for it. An account without one is refused likewise.
#[utoipa::path(
    delete,
    path = "/api/admin/users/{id}/totp",
    tag = "admin",
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 204, description = "The authenticator app is removed"), BadRequest, Unauthorized, Forbidden, NotFound, Conflict,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn remove(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<UserId>,
) -> Result<StatusCode> {
    if caller.id == id {
        return Err(Problem::conflict("remove your own authenticator app on your account page"));
    }
    let (notice, now) = (OutboxMessageId(state.clock.uuid_v7()), state.clock.now());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    find(&state, &transaction, id).await?;
    let factor = second_factors::find(&transaction, id).await?.and_then(SecondFactor::confirmed);
    let removed = match factor {
        Some(factor) => second_factors::remove(&transaction, id, factor.at, notice, now).await?,
        None => false,
    };
    if !removed {
        return Err(Problem::conflict("there is no authenticator app to remove"));
    }
    let event = AuditEvent::done(AuditAction::RemoveSecondFactor).to(id);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok(StatusCode::NO_CONTENT)
}
