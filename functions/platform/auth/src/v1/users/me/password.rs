//! `PATCH /api/v1/users/me/password`: another password for a customer.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Customer, PasswordChange, check_composition, check_strength, overtaken, password_length};
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::{unprocessable, wrong};
use crate::v1::message::CustomerMessageOut;

/// A password change.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct CustomerPasswordIn {
    #[garde(custom(password_length))]
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1_024, example = "rainy days in Kampala")]
    current_password: SecretString,
    /// At least eight characters, not easily guessed, with an upper-case letter, a lower-case letter, a digit and a
    /// symbol.
    #[schema(value_type = String, min_length = 8, max_length = 1_024, format = Password, example = "Correct-horse 7 battery!")]
    new_password: SecretString,
}

/// Change a customer's password
///
/// Changes the caller's password and ends all their other sessions.
#[utoipa::path(
    patch,
    path = "/api/v1/users/me/password",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = CustomerPasswordIn,
    responses(
        (status = 200, body = CustomerMessageOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn password(
    caller: Customer<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<CustomerPasswordIn>,
) -> Result<Json<CustomerMessageOut>> {
    let known = [caller.account.email.as_str(), caller.account.name.as_str()];
    check_composition(&input.new_password)
        .and_then(|()| check_strength(&input.new_password, &known))
        .map_err(|weakness| unprocessable("new_password", &weakness))?;
    match state.identity.change_password(&caller, input.current_password, input.new_password).await? {
        PasswordChange::Done => {
            state.outbox.announce().await;
            Ok(Json(CustomerMessageOut { message: "Password changed successfully" }))
        }
        PasswordChange::WrongCurrent => {
            Err(wrong("current_password", &"is incorrect").detail("Current password is incorrect"))
        }
        PasswordChange::Unchanged => Err(unprocessable("new_password", &"is the current password: choose another")),
        PasswordChange::Overtaken => Err(overtaken()),
    }
}
