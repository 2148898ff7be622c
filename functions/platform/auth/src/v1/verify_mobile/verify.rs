//! `POST /api/v1/auth/verify-mobile`: verifies a mobile number by the code sent to it.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_accounts_db::{audit_records::AuditEvent, one_time_tokens};
use sisuiq_http::{
    BadRequest, Forbidden, Json, PayloadTooLarge, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Person, hash_of_code};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::wrong;
use crate::v1::message::CustomerMessageOut;

/// A code that verifies a mobile number.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct VerifyMobileIn {
    /// The six digits from the message.
    #[garde(custom(six_digits))]
    #[schema(value_type = String, min_length = 6, max_length = 6, pattern = "^[0-9]{6}$", example = "042317")]
    code: SecretString,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a custom rule")]
fn six_digits(code: &SecretString, _context: &()) -> garde::Result {
    let code = code.expose_secret();
    let has_form = code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit());
    if has_form { Ok(()) } else { Err(garde::Error::new("must be six digits")) }
}

/// Verify a mobile number
///
/// Marks the caller's number as verified. A code is valid for ten minutes and five attempts.
#[utoipa::path(
    post,
    path = "/api/v1/auth/verify-mobile",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = VerifyMobileIn,
    responses(
        (status = 200, body = CustomerMessageOut), BadRequest, Unauthorized, Forbidden, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn verify(
    caller: Person<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<VerifyMobileIn>,
) -> Result<Json<CustomerMessageOut>> {
    let hash = hash_of_code(caller.id, input.code.expose_secret());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    // committed for a wrong code too: it counts as an attempt
    let is_right = one_time_tokens::verify_mobile(&transaction, caller.id, &hash, state.clock.now()).await?;
    let event = if is_right { AuditEvent::done } else { AuditEvent::refused }(AuditAction::VerifyMobile).to(caller.id);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    if !is_right {
        return Err(wrong("code", &"is wrong or has expired: request another message"));
    }
    Ok(Json(CustomerMessageOut { message: "Mobile number verified successfully" }))
}
