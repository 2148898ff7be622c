//! `POST /api/v1/auth/password/reset`: changes the password with the token of a message.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    one_time_tokens::{self, Reset},
    users,
};
use sisuiq_http::{BadRequest, Json, PayloadTooLarge, Result, TooManyRequests, Unavailable, Unprocessable};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Client, Purpose, check_password, secret_length};
use sisuiq_model::{AuditAction, OutboxMessageId};
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::{spent_token, unprocessable};
use crate::v1::message::CustomerMessageOut;

/// A new password with the reset token.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct ResetPasswordIn {
    /// The token from the message.
    #[garde(custom(secret_length))]
    #[schema(value_type = String, max_length = 512, format = Password, example = "sisuiq_reset_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    token: SecretString,
    /// At least eight characters, not easily guessed; for customers and staff also with an upper-case letter, a
    /// lower-case letter, a digit and a symbol.
    #[schema(value_type = String, min_length = 8, max_length = 1_024, format = Password, example = "Correct-horse 7 battery!")]
    new_password: SecretString,
}

/// Reset a password
///
/// Changes the password of the account that received this token, and ends all its sessions and API keys. A second
/// factor stays. A password that is too weak does not use up the token.
#[utoipa::path(
    post,
    path = "/api/v1/auth/password/reset",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = ResetPasswordIn,
    responses(
        (status = 200, body = CustomerMessageOut), BadRequest, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    )
)]
pub(crate) async fn reset(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    client: Client,
    Json(input): Json<ResetPasswordIn>,
) -> Result<Json<CustomerMessageOut>> {
    let hash = Purpose::PasswordReset.recognise(input.token.expose_secret()).ok_or_else(spent_token)?;
    let owner = one_time_tokens::find_reset(&state.database.connection().await?, &hash, state.clock.now()).await?;
    let (owner, is_of_marketplace) = owner.ok_or_else(spent_token)?;
    check_password(&input.new_password, &[&owner.email, &owner.name], is_of_marketplace)
        .map_err(|weakness| unprocessable("new_password", &weakness))?;
    let password_hash = state.identity.passwords().hash(input.new_password).await?;
    let reset = Reset {
        hash: &hash,
        password_hash: &password_hash,
        notice: OutboxMessageId(state.clock.uuid_v7()),
        at: state.clock.now(),
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    users::hold(&transaction, owner.id).await?;
    if !one_time_tokens::reset_password(&transaction, &reset).await? {
        return Err(spent_token());
    }
    // the actor is the anonymous client: a token does not prove that its holder owns the account
    let event = AuditEvent::done(AuditAction::ResetPassword).to(owner.id);
    state.identity.record(&transaction, &client.actor, &event).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok(Json(CustomerMessageOut { message: "Password changed successfully" }))
}
