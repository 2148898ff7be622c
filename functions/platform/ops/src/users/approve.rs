//! `POST /api/v1/ops/users/{id}/approve`: approves a staff member.

use axum::extract::State as Extract;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    outbox_messages::{self, Addressee, NewMessage},
    staff,
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, StaffId};

use crate::State;
use crate::member::{StaffOut, changeable, covers_member};

/// Approve a staff member
///
/// Allows a staff member to log in and notifies them. Their role must not be above the caller's own, and they must not
/// have permissions that the caller lacks. Approving twice has no further effect. Requires `staff.create`.
#[utoipa::path(
    post,
    path = "/api/v1/ops/users/{id}/approve",
    tag = "staff",
    params(("id" = StaffId, Path, description = "The staff member")),
    responses(
        (status = 200, body = StaffOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn approve(
    caller: Staff<permits::StaffCreate>,
    Extract(state): Extract<State>,
    Path(id): Path<StaffId>,
) -> Result<Json<StaffOut>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let member = changeable(&transaction, id, caller.rights.level).await?;
    if !covers_member(&transaction, &caller.rights, &member).await? {
        return Err(
            Problem::forbidden().detail("you cannot approve a staff member with permissions that you do not have")
        );
    }
    let now = state.clock.now();
    let is_new = staff::approve(&transaction, id, caller.rights.id, now).await?;
    let member = staff::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("staff member"))?;
    if is_new {
        let message = NewMessage {
            id: OutboxMessageId(state.clock.uuid_v7()),
            kind: OutboxKind::StaffWelcome,
            to: Addressee::Account(member.user),
            at: now,
        };
        outbox_messages::insert(&transaction, &message).await?;
        state.identity.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::ApproveStaff).to(id)).await?;
    }
    transaction.commit().await?;
    if is_new {
        state.outbox.announce().await;
    }
    Ok(Json(member.into()))
}
