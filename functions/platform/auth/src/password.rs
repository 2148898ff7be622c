//! `PUT /api/auth/password`: another password for oneself.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::users;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{PasswordChange, Person, check_password, overtaken, password_length};
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::wrong;

/// A password change.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct PasswordIn {
    #[garde(custom(password_length))]
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1_024, example = "rainy days in Kampala")]
    current_password: SecretString,
    /// At least eight characters, not easily guessed; for customers and staff also with an upper-case letter, a
    /// lower-case letter, a digit and a symbol.
    #[schema(value_type = String, min_length = 8, max_length = 1_024, format = Password, example = "correct horse battery staple")]
    new_password: SecretString,
}

/// A confirmation.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasswordOut {
    #[schema(example = "the password was changed, and all other sessions were ended")]
    message: &'static str,
}

/// Change the caller's password
///
/// Changes the password and ends all other sessions of the caller.
#[utoipa::path(
    put,
    path = "/api/auth/password",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = PasswordIn,
    responses(
        (status = 200, body = PasswordOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn password(
    caller: Person<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<PasswordIn>,
) -> Result<Json<PasswordOut>> {
    let known = [caller.account.email.as_str(), caller.account.name.as_str()];
    let is_of_marketplace = users::is_of_marketplace(&state.database.connection().await?, caller.id).await?;
    check_password(&input.new_password, &known, is_of_marketplace)
        .map_err(|weakness| wrong("new_password", &weakness))?;
    match state.identity.change_password(&caller, input.current_password, input.new_password).await? {
        PasswordChange::Done => state.outbox.announce().await,
        PasswordChange::WrongCurrent => return Err(wrong("current_password", &"is wrong")),
        PasswordChange::Unchanged => return Err(wrong("new_password", &"is the current password: choose another")),
        PasswordChange::Overtaken => return Err(overtaken()),
    }
    Ok(Json(PasswordOut { message: "the password was changed, and all other sessions were ended" }))
}
