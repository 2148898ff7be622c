//! `POST /api/v1/auth/verify-email`: verifies an e-mail address by the token sent to it.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_accounts_db::{audit_records::AuditEvent, one_time_tokens};
use sisuiq_http::{BadRequest, Json, PayloadTooLarge, Result, TooManyRequests, Unavailable, Unprocessable};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Client, Purpose, secret_length};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::spent_token;
use crate::v1::message::CustomerMessageOut;

/// A token that verifies an e-mail address.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct VerifyEmailIn {
    /// The token from the message.
    #[garde(custom(secret_length))]
    #[schema(value_type = String, max_length = 512, format = Password, example = "sisuiq_email_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    token: SecretString,
}

/// Verify an e-mail address
///
/// Marks the address that received the message as verified. The caller need not be logged in.
#[utoipa::path(
    post,
    path = "/api/v1/auth/verify-email",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = VerifyEmailIn,
    responses(
        (status = 200, body = CustomerMessageOut), BadRequest, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    )
)]
pub(crate) async fn verify(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    client: Client,
    Json(input): Json<VerifyEmailIn>,
) -> Result<Json<CustomerMessageOut>> {
    let hash = Purpose::EmailVerification.recognise(input.token.expose_secret()).ok_or_else(spent_token)?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let owner = one_time_tokens::verify_email(&transaction, &hash, state.clock.now()).await?.ok_or_else(spent_token)?;
    state.identity.record(&transaction, &client.actor, &AuditEvent::done(AuditAction::VerifyEmail).to(owner)).await?;
    transaction.commit().await?;
    Ok(Json(CustomerMessageOut { message: "Email verified successfully" }))
}
