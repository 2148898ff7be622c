//! `POST /api/auth/invitations`: the invitation of a token.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::invitations;
use sisuiq_http::{BadRequest, Json, PayloadTooLarge, Result, TooManyRequests, Unavailable, Unprocessable};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Purpose, secret_length};
use sisuiq_model::UserRole;
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::spent_invitation;

/// A token of an invitation.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct InvitationTokenIn {
    /// The token from the message.
    #[garde(custom(secret_length))]
    #[schema(value_type = String, max_length = 512, format = Password, example = "sisuiq_invite_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    token: SecretString,
}

/// An invitation that can be accepted.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationOut {
    /// The e-mail address to log in with.
    #[schema(example = "alice@example.com")]
    email: String,
    /// The display name.
    #[schema(example = "Alice Lwanga")]
    name: String,
    role: UserRole,
    /// When the token expires.
    expires_at: Timestamp,
}

/// Read an invitation
///
/// The account that a token invites to. The token is in the body, because addresses are logged.
#[utoipa::path(
    post,
    path = "/api/auth/invitations",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = InvitationTokenIn,
    responses((status = 200, body = InvitationOut), BadRequest, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable)
)]
pub(crate) async fn read(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<InvitationTokenIn>,
) -> Result<Json<InvitationOut>> {
    let hash = Purpose::Invitation.recognise(input.token.expose_secret()).ok_or_else(spent_invitation)?;
    let found = invitations::find(&state.database.connection().await?, &hash, state.clock.now()).await?;
    let invitations::Invitation { user, expires_at } = found.ok_or_else(spent_invitation)?;
    Ok(Json(InvitationOut { email: user.email, name: user.name, role: user.role, expires_at }))
}
