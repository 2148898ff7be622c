//! `POST /api/v1/auth/password/forgot`: a message with which another password can be chosen.

use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_accounts_db::{
    outbox_messages::{self, Addressee, NewMessage},
    users::Identifier,
};
use sisuiq_http::{BadRequest, Json, PayloadTooLarge, Result, TooManyRequests, Unavailable, Unprocessable};
use sisuiq_identity::Anyone;
use sisuiq_identity::admission::Authentication;
use sisuiq_model::{OutboxKind, OutboxMessageId};
use utoipa::ToSchema;

use crate::State;
use crate::v1::message::CustomerMessageOut;

/// A request for a password reset.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct ForgotPasswordIn {
    /// An e-mail address (with `@`), a mobile number, or a user name.
    #[serde(alias = "email")]
    #[garde(length(chars, min = 1, max = 254))]
    #[schema(min_length = 1, max_length = 254, example = "alice@example.com")]
    identifier: String,
}

/// Request a password reset
///
/// Sends a message to the e-mail address of this account, if there is one, with a token that can be used once within 30
/// minutes. The response, and its duration, are the same if there is none. An account gets at most five such messages
/// an hour.
#[utoipa::path(
    post,
    path = "/api/v1/auth/password/forgot",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = ForgotPasswordIn,
    responses(
        (status = 202, body = CustomerMessageOut), BadRequest, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    )
)]
pub(crate) async fn forgot(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<ForgotPasswordIn>,
) -> Result<(StatusCode, Json<CustomerMessageOut>)> {
    let claimed = state.identity.identifier(input.identifier, Identifier::Username);
    let new = NewMessage {
        id: OutboxMessageId(state.clock.uuid_v7()),
        kind: OutboxKind::PasswordReset,
        to: Addressee::Claimed(&claimed),
        at: state.clock.now(),
    };
    outbox_messages::insert(&state.database.connection().await?, &new).await?;
    state.outbox.announce().await;
    let message = "If the account exists, a message has been sent to its e-mail address";
    Ok((StatusCode::ACCEPTED, Json(CustomerMessageOut { message })))
}
