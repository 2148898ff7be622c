//! `POST /api/admin/users/{id}/invitation`: sends an invitation again.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    invitations,
    outbox_messages::{self, Addressee, NewMessage},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, UserId};

use super::managed::{ManagedUserOut, find};
use crate::State;

/// Send an invitation again
///
/// Sends another link, valid for seven days, and invalidates the earlier ones. An account whose owner has set a password, or that
/// is deactivated, is refused (409).
#[utoipa::path(
    post,
    path = "/api/admin/users/{id}/invitation",
    tag = "admin",
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 202, body = ManagedUserOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests,
        Unavailable
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
    find(&state, &transaction, id).await?;
    if !invitations::renew(&transaction, id, now).await? {
        return Err(Problem::conflict("the invitation was accepted, or the account is deactivated"));
    }
    let message = NewMessage {
        id: OutboxMessageId(state.clock.uuid_v7()),
        kind: OutboxKind::Invitation,
        to: Addressee::Account(id),
        at: now,
    };
    outbox_messages::insert(&transaction, &message).await?;
    state.identity.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::InviteAccount).to(id)).await?;
    let out = find(&state, &transaction, id).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok((StatusCode::ACCEPTED, Json(out)))
}
