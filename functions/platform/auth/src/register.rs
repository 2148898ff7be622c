//! `POST /api/auth/register`: creates an account for another person.

use axum::extract::State as Extract;
use axum::response::Response;
use garde::Validate;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    outbox_messages::{self, Addressee, NewMessage},
    users::{self, NewUser},
};
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Result, Submitted, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities, check_strength};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, UserId, UserRole};
use utoipa::ToSchema;

use crate::State;
use crate::account::UserOut;
use crate::input_errors::wrong;

/// A new account.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct RegisterIn {
    /// The e-mail address to log in with; unique, ignoring case.
    #[garde(length(chars, max = 254), email)]
    #[schema(max_length = 254, format = Email, example = "alice@example.com")]
    email: String,
    /// The display name.
    #[garde(length(chars, min = 1, max = 255))]
    #[schema(min_length = 1, max_length = 255, example = "Alice Lwanga")]
    name: String,
    /// At least eight characters, not easily guessed.
    #[schema(value_type = String, min_length = 8, max_length = 1_024, format = Password, example = "correct horse battery staple")]
    password: SecretString,
    /// The role; `user` by default.
    #[serde(default)]
    #[schema(value_type = Option<UserRole>)]
    role: Option<String>,
}

/// Create an account
///
/// Creates an account for another person, who gets a message to verify the e-mail address. Administrators only.
#[utoipa::path(
    post,
    path = "/api/auth/register",
    tag = "auth",
    request_body = RegisterIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = UserOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn register(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<RegisterIn>,
) -> Result<Response> {
    let role = role(input.role.as_deref())?;
    check_strength(&input.password, &[&input.email, &input.name]).map_err(|weakness| wrong("password", &weakness))?;
    let hash = state.identity.passwords().hash(input.password).await?;
    let now = state.clock.now();
    let new = NewUser {
        id: UserId(state.clock.uuid_v7()),
        email: &input.email,
        name: &input.name,
        password_hash: &hash,
        role,
        created_at: now,
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if !users::insert(&transaction, &new).await? {
        return Err(wrong("email", &"is already registered"));
    }
    let message = NewMessage {
        id: OutboxMessageId(state.clock.uuid_v7()),
        kind: OutboxKind::EmailVerification,
        to: Addressee::Account(new.id),
        at: now,
    };
    outbox_messages::insert(&transaction, &message).await?;
    let event = AuditEvent::done(AuditAction::CreateAccount).to(new.id).with("role", role.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &UserOut::new(&new)).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok(response)
}

fn role(named: Option<&str>) -> Result<UserRole> {
    named.map_or(Ok(UserRole::User), |named| named.parse().map_err(|unknown| wrong("role", &unknown)))
}
