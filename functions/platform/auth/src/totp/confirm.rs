//! `POST /api/auth/totp/confirm`: from now on logging in asks for a code.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Confirmed, Person, secret_length};
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::wrong;

/// A code from an authenticator app.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct TotpCodeIn {
    /// The code that the app shows now.
    #[garde(custom(secret_length))]
    #[schema(value_type = String, max_length = 512, format = Password, example = "042317")]
    code: SecretString,
}

/// Recovery codes for a lost authenticator app.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodesOut {
    /// Each code can be used once in place of the app's code. They are shown only once.
    #[schema(example = json!(["7QK2-M9XD-4H3N-WRTB"]))]
    recovery_codes: Vec<String>,
}

/// Confirm an authenticator app
///
/// Confirms the authenticator app with one of its codes and ends all other sessions. The current session counts as
/// authenticated with a second factor.
#[utoipa::path(
    post,
    path = "/api/auth/totp/confirm",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = TotpCodeIn,
    responses(
        (status = 200, body = RecoveryCodesOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn confirm(
    caller: Person<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<TotpCodeIn>,
) -> Result<Json<RecoveryCodesOut>> {
    match state.identity.confirm_second_factor(&caller, &input.code).await? {
        Confirmed::Done(codes) => {
            state.outbox.announce().await;
            let recovery_codes = codes.iter().map(|code| code.expose_secret().to_owned()).collect();
            Ok(Json(RecoveryCodesOut { recovery_codes }))
        }
        Confirmed::Nothing => Err(Problem::conflict("there is no authenticator app to confirm: add one first")),
        Confirmed::WrongCode => Err(wrong("code", &"is not the current code of the authenticator app")),
    }
}
