//! `POST /api/auth/invitations/accept`: the first password of an invited person.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    invitations::{self, Acceptance},
    users,
};
use sisuiq_http::{BadRequest, Json, PayloadTooLarge, Result, TooManyRequests, Unavailable, Unprocessable};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Client, Purpose, check_strength, secret_length};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::{spent_invitation, unprocessable};

/// An accepted invitation.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct AcceptanceIn {
    /// The token from the message.
    #[garde(custom(secret_length))]
    #[schema(value_type = String, max_length = 512, format = Password, example = "sisuiq_invite_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    token: SecretString,
    /// The display name; the one in the invitation by default.
    #[garde(inner(length(chars, min = 1, max = 255)))]
    #[schema(min_length = 1, max_length = 255, example = "Alice Lwanga")]
    name: Option<String>,
    /// At least eight characters, not easily guessed.
    #[schema(value_type = String, min_length = 8, max_length = 1_024, format = Password, example = "correct horse battery staple")]
    password: SecretString,
}

/// The account of an accepted invitation.
#[derive(Serialize, ToSchema)]
pub(crate) struct AcceptanceOut {
    /// The e-mail address to log in with.
    #[schema(example = "alice@example.com")]
    email: String,
}

/// Accept an invitation
///
/// Sets the password of the account that received this token, and verifies its e-mail address. A password that is too weak does
/// not use up the token.
#[utoipa::path(
    post,
    path = "/api/auth/invitations/accept",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = AcceptanceIn,
    responses((status = 200, body = AcceptanceOut), BadRequest, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable)
)]
pub(crate) async fn accept(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    client: Client,
    Json(input): Json<AcceptanceIn>,
) -> Result<Json<AcceptanceOut>> {
    let hash = Purpose::Invitation.recognise(input.token.expose_secret()).ok_or_else(spent_invitation)?;
    let found = invitations::find(&state.database.connection().await?, &hash, state.clock.now()).await?;
    let owner = found.ok_or_else(spent_invitation)?.user;
    let name = input.name.as_deref().unwrap_or(&owner.name);
    check_strength(&input.password, &[&owner.email, name]).map_err(|weakness| unprocessable("password", &weakness))?;
    let password_hash = state.identity.passwords().hash(input.password).await?;
    let acceptance = Acceptance { hash: &hash, password_hash: &password_hash, name, at: state.clock.now() };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    users::hold(&transaction, owner.id).await?;
    if !invitations::accept(&transaction, &acceptance).await? {
        return Err(spent_invitation());
    }
    // the actor is the anonymous client: a token does not prove that its holder owns the account
    let event = AuditEvent::done(AuditAction::AcceptInvitation).to(owner.id);
    state.identity.record(&transaction, &client.actor, &event).await?;
    transaction.commit().await?;
    Ok(Json(AcceptanceOut { email: owner.email }))
}
