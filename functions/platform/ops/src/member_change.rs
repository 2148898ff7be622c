//! Changes to a member of staff.

use sisuiq_accounts_db::{
    admissions::StaffRights,
    audit_records::AuditEvent,
    outbox_messages::{self, Addressee, NewMessage},
    staff::{self, Changes, StaffMember},
};
use sisuiq_db::GenericClient;
use sisuiq_http::{Json, Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, StaffId, UserRole};

use crate::State;
use crate::member::{StaffOut, changeable, covers_member, grantable, is_owner, leaves_an_owner, taken};

/// Changes a member of staff on behalf of a caller with these rights.
pub(crate) async fn change(
    state: &State,
    caller: &Caller,
    rights: &StaffRights,
    id: StaffId,
    changes: &Changes<'_>,
) -> Result<Json<StaffOut>> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let member = changeable(&transaction, id, rights.level).await?;
    if let Some(role) = changes.role {
        grantable(&transaction, role, rights).await?;
    }
    let keeps_role = changes.role.is_none_or(|role| member.role.as_ref().is_some_and(|had| had.id == role));
    let comes_back = changes.is_active == Some(true) && !member.is_active;
    if (comes_back || !keeps_role) && !covers_member(&transaction, rights, &member).await? {
        return Err(Problem::forbidden().detail(
            "you cannot reactivate or change the role of a staff member with permissions that you do not have",
        ));
    }
    if !keeps_role && is_as_high(&member, rights) && !is_owner(rights) {
        return Err(Problem::forbidden().detail("you cannot change the role of a staff member at your own level"));
    }
    if !keeps_role || changes.is_active == Some(false) {
        leaves_an_owner(&transaction, &member).await?;
    }
    let now = state.clock.now();
    staff::update(&transaction, id, changes, now).await.map_err(taken)?;
    let updated = staff::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("staff member"))?;
    if member != updated {
        state.identity.record(&transaction, &caller.actor, &event(id, changes)).await?;
    }
    let is_other_email = !member.email.eq_ignore_ascii_case(&updated.email);
    let is_other_mobile = member.mobile != updated.mobile;
    if is_other_email || is_other_mobile {
        allow_another_address(&transaction, &member, rights).await?;
    }
    let mut messages = Vec::new();
    if is_other_email {
        messages.push((OutboxKind::EmailChanged, Addressee::FormerAddress(member.user, &member.email)));
        messages.push((OutboxKind::EmailVerification, Addressee::Account(member.user)));
    }
    if is_other_mobile {
        messages.push((OutboxKind::MobileVerification, Addressee::Account(member.user)));
    }
    for (kind, to) in &messages {
        let id = OutboxMessageId(state.clock.uuid_v7());
        let message = NewMessage { id, kind: *kind, to: *to, at: now };
        outbox_messages::insert(&transaction, &message).await?;
    }
    transaction.commit().await?;
    if !messages.is_empty() {
        state.outbox.announce().await;
    }
    Ok(Json(updated.into()))
}

fn event(id: StaffId, changes: &Changes<'_>) -> AuditEvent {
    let closes = changes.is_active == Some(false);
    let action = if closes { AuditAction::CloseStaff } else { AuditAction::UpdateStaff };
    let mut event = AuditEvent::done(action).to(id).with("fields", changes.names());
    if let Some(role) = changes.role {
        event = event.with("role", role.0);
    }
    if let Some(is_active) = changes.is_active {
        event = event.with("is_active", is_active);
    }
    event
}

fn is_as_high(member: &StaffMember, rights: &StaffRights) -> bool {
    member.role.as_ref().is_some_and(|role| role.level >= rights.level)
}

/// Access to an account's messages gives control of its password. Rights over staff therefore include neither accounts
/// that run the copilot nor staff members at the caller's level or with more permissions.
async fn allow_another_address(client: &impl GenericClient, member: &StaffMember, rights: &StaffRights) -> Result<()> {
    if is_as_high(member, rights) {
        return Err(Problem::forbidden().detail("you cannot change the address of a staff member at your own level"));
    }
    if !covers_member(client, rights, member).await? {
        return Err(Problem::forbidden()
            .detail("you cannot change the address of a staff member with permissions that you do not have"));
    }
    match member.account_role {
        UserRole::User | UserRole::Guest => Ok(()),
        UserRole::Admin | UserRole::Analyst | UserRole::Compliance | UserRole::Auditor => Err(Problem::forbidden()
            .detail("you cannot change the address of an account with rights outside its staff role")),
    }
}
