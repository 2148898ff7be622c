//! `POST /api/auth/totp/remove`: logging in no longer asks for a code.

use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    second_factors::{self, SecondFactor},
};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Person, password_length, secret_length};
use sisuiq_model::{AuditAction, OutboxMessageId};
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::wrong;
use crate::reauthenticate::{reauthenticate, refuse};

/// A request to remove an authenticator app.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct TotpRemovalIn {
    /// The caller's password.
    #[garde(custom(password_length))]
    #[schema(value_type = String, min_length = 1, max_length = 1_024, format = Password, example = "correct horse battery staple")]
    password: SecretString,
    /// The code that the app shows now, or a recovery code.
    #[garde(custom(secret_length))]
    #[schema(value_type = String, max_length = 512, format = Password, example = "042317")]
    code: SecretString,
}

/// Remove an authenticator app
///
/// Removes the authenticator app and the recovery codes.
#[utoipa::path(
    post,
    path = "/api/auth/totp/remove",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = TotpRemovalIn,
    responses(
        (status = 204, description = "The authenticator app is removed"), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn remove(
    caller: Person<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<TotpRemovalIn>,
) -> Result<StatusCode> {
    let proved = reauthenticate(&state, &caller, "password", input.password, AuditAction::RemoveSecondFactor).await?;
    let nothing = || Problem::conflict("there is no authenticator app to remove");
    let factor = second_factors::find(&state.database.connection().await?, caller.id).await?;
    let factor = factor.and_then(SecondFactor::confirmed).ok_or_else(nothing)?;
    if !state.identity.use_second_factor(caller.id, &factor, &input.code).await? {
        refuse(&state, &caller, AuditAction::RemoveSecondFactor, "code").await?;
        return Err(wrong("code", &"is wrong or already used: wait for the next code"));
    }
    let (notice, now) = (OutboxMessageId(state.clock.uuid_v7()), state.clock.now());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    state.identity.lock_credentials(&transaction, caller.id, &proved).await?;
    if !second_factors::remove(&transaction, caller.id, factor.at, notice, now).await? {
        return Err(nothing());
    }
    let event = AuditEvent::done(AuditAction::RemoveSecondFactor).to(caller.id);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok(StatusCode::NO_CONTENT)
}
