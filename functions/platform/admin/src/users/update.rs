//! `PATCH /api/admin/users/{id}`: changes an account.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::Deserialize;
use sisuiq_accounts_db::{
    access_requests,
    audit_records::AuditEvent,
    managed_accounts::{self, Manageable},
    outbox_messages::{self, Addressee, NewMessage},
    users,
};
use sisuiq_db::Transaction;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, UserId, UserRole};
use utoipa::ToSchema;

use super::managed::{ManagedUserOut, find};
use crate::State;
use crate::lists::Asked;

/// Changes to an account. Absent members stay as they are.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct UserChangesIn {
    /// The display name.
    #[garde(inner(length(chars, min = 1, max = 255)))]
    #[schema(min_length = 1, max_length = 255, example = "Alice Lwanga")]
    name: Option<String>,
    /// The role, which applies from the next request on.
    #[schema(value_type = Option<UserRole>)]
    role: Option<String>,
    /// False deactivates the account, true reactivates it.
    #[schema(example = true)]
    is_active: Option<bool>,
}

/// Change an account
///
/// Changes name and role of an account, and deactivates or reactivates it. Deactivation ends its sessions and API keys at
/// once; they do not come back. Nobody changes their own role or deactivates themselves, and the last administrator who
/// can log in stays one (409). A role that a guest gets this way settles a request for access: the person gets the same message.
#[utoipa::path(
    patch,
    path = "/api/admin/users/{id}",
    tag = "admin",
    request_body = UserChangesIn,
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 200, body = ManagedUserOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<UserId>,
    Json(input): Json<UserChangesIn>,
) -> Result<Json<ManagedUserOut>> {
    let mut asked = Asked::default();
    let role: Option<UserRole> = asked.named("role", input.role.as_deref());
    asked.check()?;
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let administrators = managed_accounts::hold_administrators(&transaction).await?;
    // before the account is locked, as a decision on the request does it
    let is_settled = match role.filter(|role| *role != UserRole::Guest) {
        Some(role) => access_requests::settle(&transaction, id, caller.id, role, now).await?,
        None => false,
    };
    let had = managed_accounts::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("account"))?;
    let wanted = Manageable {
        name: input.name.unwrap_or_else(|| had.name.clone()),
        role: role.unwrap_or(had.role),
        is_active: input.is_active.unwrap_or(had.is_active),
    };
    check(&had, &wanted, caller.id == id, administrators == [id])?;
    for event in apply(&transaction, id, &had, &wanted, now).await? {
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    if is_settled {
        let message = NewMessage {
            id: OutboxMessageId(state.clock.uuid_v7()),
            kind: OutboxKind::AccessGranted,
            to: Addressee::Account(id),
            at: now,
        };
        outbox_messages::insert(&transaction, &message).await?;
    }
    let out = find(&state, &transaction, id).await?;
    transaction.commit().await?;
    if is_settled {
        state.outbox.announce().await;
    }
    Ok(Json(out))
}

fn check(had: &Manageable, wanted: &Manageable, is_own: bool, is_last_administrator: bool) -> Result<()> {
    let loses_role = had.role != wanted.role;
    let is_deactivated = had.is_active && !wanted.is_active;
    if is_own && loses_role {
        return Err(Problem::conflict("you cannot change your own role"));
    }
    if is_own && is_deactivated {
        return Err(Problem::conflict("you cannot deactivate your own account"));
    }
    if is_last_administrator && (loses_role || is_deactivated) {
        return Err(Problem::conflict("the last administrator cannot be deactivated or get another role"));
    }
    Ok(())
}

/// Stores the changes and returns what happened.
async fn apply(
    transaction: &Transaction<'_>,
    id: UserId,
    had: &Manageable,
    wanted: &Manageable,
    now: Timestamp,
) -> Result<Vec<AuditEvent>> {
    let mut events = Vec::new();
    if (&had.name, had.role) != (&wanted.name, wanted.role) {
        managed_accounts::update(transaction, id, &wanted.name, wanted.role, now).await?;
        let mut event = AuditEvent::done(AuditAction::UpdateAccount).to(id);
        if had.name != wanted.name {
            event = event.with("fields", vec!["name"]);
        }
        if had.role != wanted.role {
            event = event.with("role", wanted.role.as_str()).with("former_role", had.role.as_str());
        }
        events.push(event);
    }
    if had.is_active && !wanted.is_active && users::close(transaction, id, now).await? {
        events.push(AuditEvent::done(AuditAction::CloseAccount).to(id));
    }
    if !had.is_active && wanted.is_active && managed_accounts::reopen(transaction, id, now).await? {
        events.push(AuditEvent::done(AuditAction::ReopenAccount).to(id));
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(role: UserRole, is_active: bool) -> Manageable {
        Manageable { name: "Ada".into(), role, is_active }
    }

    #[test]
    fn an_administrator_stays() {
        let had = account(UserRole::Admin, true);
        for wanted in [account(UserRole::User, true), account(UserRole::Admin, false)] {
            assert!(check(&had, &wanted, true, false).is_err());
            assert!(check(&had, &wanted, false, true).is_err());
            assert!(check(&had, &wanted, false, false).is_ok());
        }
        let renamed = Manageable { name: "Eve".into(), ..had.clone() };
        assert!(check(&had, &renamed, true, true).is_ok());
    }
}
