//! `POST /api/admin/users`: invites a person.

use axum::extract::State as Extract;
use axum::response::Response;
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    invitations,
    outbox_messages::{self, Addressee, NewMessage},
    users::NewUser,
};
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Purpose, User, capabilities};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, UnknownName, UserId, UserRole};
use utoipa::ToSchema;

use super::managed::{ManagedUserOut, find};
use crate::State;

/// A person to be invited.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct InvitationIn {
    /// The e-mail address; unique, ignoring case.
    #[garde(length(chars, max = 254), email)]
    #[schema(max_length = 254, format = Email, example = "alice@example.com")]
    email: String,
    /// The display name, which the person may change when accepting.
    #[garde(length(chars, min = 1, max = 255))]
    #[schema(min_length = 1, max_length = 255, example = "Alice Lwanga")]
    name: String,
    /// The role.
    #[schema(value_type = UserRole)]
    role: String,
}

/// Invite a person
///
/// Creates an account without a password, and sends a message with a link that is valid once, for seven days. Its owner sets the
/// password with it.
#[utoipa::path(
    post,
    path = "/api/admin/users",
    tag = "admin",
    request_body = InvitationIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = ManagedUserOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn invite(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<InvitationIn>,
) -> Result<Response> {
    let role: UserRole = input
        .role
        .parse()
        .map_err(|unknown: UnknownName| Problem::unprocessable(vec![FieldError::new("role", unknown.to_string())]))?;
    // nobody knows this password; a login has to fail as it does for any other wrong one
    let password_hash = state.identity.passwords().hash(Purpose::Invitation.generate().text).await?;
    let now = state.clock.now();
    let id = UserId(state.clock.uuid_v7());
    let new =
        NewUser { id, email: &input.email, name: &input.name, password_hash: &password_hash, role, created_at: now };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if !invitations::insert(&transaction, &new, caller.id).await? {
        return Err(Problem::conflict("there is already an account with this e-mail address"));
    }
    let message = NewMessage {
        id: OutboxMessageId(state.clock.uuid_v7()),
        kind: OutboxKind::Invitation,
        to: Addressee::Account(id),
        at: now,
    };
    outbox_messages::insert(&transaction, &message).await?;
    let event = AuditEvent::done(AuditAction::InviteAccount).to(id).with("role", role.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let out = find(&state, &transaction, id).await?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok(response)
}
