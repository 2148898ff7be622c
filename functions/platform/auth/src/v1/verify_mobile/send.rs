//! `POST /api/v1/auth/verify-mobile/send`: a text message with a code.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_identity::admission::Authentication;
use sisuiq_model::OutboxKind;

use crate::State;
use crate::v1::message::CustomerMessageOut;
use crate::v1::verification::send_verification;

/// Request a mobile verification
///
/// Sends the caller a text message with a code that verifies their number; at most five an hour.
#[utoipa::path(
    post,
    path = "/api/v1/auth/verify-mobile/send",
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
    send_verification(&state, caller.id, OutboxKind::MobileVerification).await
}
