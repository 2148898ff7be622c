//! `POST /api/v1/auth/verify-email/send`: a message with a token.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_identity::admission::Authentication;
use sisuiq_model::OutboxKind;

use crate::State;
use crate::v1::message::CustomerMessageOut;
use crate::v1::verification::send_verification;

/// Request an e-mail verification
///
/// Sends the caller a message with a token that verifies their address, valid for 24 hours; at most five an hour.
#[utoipa::path(
    post,
    path = "/api/v1/auth/verify-email/send",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    responses(
        (status = 202, body = CustomerMessageOut), Unauthorized, Forbidden, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn send(
    caller: Person<Authentication>,
    Extract(state): Extract<State>,
) -> Result<(StatusCode, Json<CustomerMessageOut>)> {
    send_verification(&state, caller.id, OutboxKind::EmailVerification).await
}
