//! `POST /api/admin/users/{id}/password-reset`: sends a link to choose another password.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    managed_accounts,
    outbox_messages::{self, Addressee, NewMessage},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccountStatus, AuditAction, OutboxKind, OutboxMessageId, UserId};

use super::managed::{ManagedUserOut, find};
use crate::State;

/// Send a password reset
///
/// Sends the same message as `POST /api/v1/auth/password/forgot`. The password stays valid until its owner chooses another one. A
/// deactivated account is refused (409).
#[utoipa::path(
    post,
    path = "/api/admin/users/{id}/password-reset",
    tag = "admin",
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 202, body = ManagedUserOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn send(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<UserId>,
) -> Result<(StatusCode, Json<ManagedUserOut>)> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let account = managed_accounts::find(&transaction, id, now).await?.ok_or_else(|| Problem::not_found("account"))?;
    if account.status == AccountStatus::Deactivated {
        return Err(Problem::conflict("the account is deactivated: reactivate it first"));
    }
    let message = NewMessage {
        id: OutboxMessageId(state.clock.uuid_v7()),
        kind: OutboxKind::PasswordReset,
        to: Addressee::Account(id),
        at: now,
    };
    outbox_messages::insert(&transaction, &message).await?;
    let event = AuditEvent::done(AuditAction::SendPasswordReset).to(id);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let out = find(&state, &transaction, id).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok((StatusCode::ACCEPTED, Json(out)))
}
