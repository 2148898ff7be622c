//! `POST /api/auth/totp`: a secret for an authenticator app.

use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Person, password_length};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use crate::State;
use crate::reauthenticate::reauthenticate;

/// A request for an authenticator secret.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct TotpIn {
    /// The caller's password.
    #[garde(custom(password_length))]
    #[schema(value_type = String, min_length = 1, max_length = 1_024, format = Password, example = "correct horse battery staple")]
    password: SecretString,
}

/// A secret for an authenticator app.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpSecretOut {
    /// The shared secret in Base32, to be typed into an app.
    #[schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    secret: String,
    /// The same secret as a URI, to be shown as a QR code.
    #[schema(
        example = "otpauth://totp/SISUiQ:alice%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=SISUiQ"
    )]
    uri: String,
}

/// Add an authenticator app
///
/// Creates a secret for an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds). It takes effect once a code is
/// confirmed; a second request creates another secret.
#[utoipa::path(
    post,
    path = "/api/auth/totp",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = TotpIn,
    responses(
        (status = 201, body = TotpSecretOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn add(
    caller: Person<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<TotpIn>,
) -> Result<(StatusCode, Json<TotpSecretOut>)> {
    let proved = reauthenticate(&state, &caller, "password", input.password, AuditAction::AddSecondFactor).await?;
    let enrolment = state.identity.enrol_second_factor(&caller, &proved).await?;
    let enrolment =
        enrolment.ok_or_else(|| Problem::conflict("the account already has an authenticator app: remove it first"))?;
    let out = TotpSecretOut {
        secret: enrolment.secret.expose_secret().to_owned(),
        uri: enrolment.uri.expose_secret().to_owned(),
    };
    Ok((StatusCode::CREATED, Json(out)))
}
