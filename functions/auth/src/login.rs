//! `POST /api/auth/login`: an access token for e-mail and password.

use axum::extract::State as Extract;
use garde::Validate;
use http::HeaderValue;
use http::header::{HeaderName, SET_COOKIE};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sisuiq_db::{AuthSessionId, Connection, auth_sessions, users};
use sisuiq_http::{BadRequest, Json, PayloadTooLarge, Problem, Result, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::Anyone;
use utoipa::ToSchema;

use crate::State;
use crate::account::UserOut;

/// Longest password accepted, in characters.
const LONGEST_PASSWORD: usize = 1_024;

#[derive(Deserialize, ToSchema, Validate)]
pub(crate) struct LoginIn {
    #[garde(length(chars, max = 254), email)]
    #[schema(max_length = 254, format = Email, example = "demo@sisuiq.com")]
    email: String,
    #[garde(custom(password_length))]
    #[schema(value_type = String, min_length = 1, max_length = 1_024, format = Password)]
    password: SecretString,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct LoginOut {
    #[schema(example = "logged in")]
    message: &'static str,
    /// For programs; browsers get it as an `HttpOnly` cookie as well.
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds until the token expires.
    #[schema(example = 900)]
    expires_in: i64,
    user: UserOut,
}

/// Starts a session and hands out its access token, in the body and as a cookie.
#[utoipa::path(
    post,
    path = "/api/auth/login",
    tag = "auth",
    request_body = LoginIn,
    responses(
        (status = 200, body = LoginOut, headers(("set-cookie" = String, description = "The token for browsers"))),
        BadRequest, Unauthorized, PayloadTooLarge, Unprocessable, Unavailable
    )
)]
pub(crate) async fn login(
    _caller: Anyone,
    Extract(state): Extract<State>,
    Json(input): Json<LoginIn>,
) -> Result<([(HeaderName, HeaderValue); 1], Json<LoginOut>)> {
    let account = authenticate(&state, input).await?;
    let session = AuthSessionId(state.clock.uuid_v7());
    let tokens = state.identity.tokens();
    let token = tokens.issue(account.id, account.role, session).await?;
    let now = state.clock.now();
    auth_sessions::start(&state.database.connection().await?, session, account.id, now, token.expires_at).await?;

    let cookie = state.identity.cookie().set(&token.text, tokens.lifetime()).map_err(Problem::internal)?;
    let out = LoginOut {
        message: "logged in",
        access_token: token.text.expose_secret().to_owned(),
        token_type: "Bearer",
        expires_in: tokens.lifetime().as_secs(),
        user: users::User { last_login_at: Some(now), ..account }.into(),
    };
    Ok(([(SET_COOKIE, cookie)], Json(out)))
}

/// The account, if the password is its own and it may log in; unknown, wrong and inactive look and last alike.
async fn authenticate(state: &State, input: LoginIn) -> Result<users::User> {
    // The connection goes back to the pool before the slow part.
    let email = &input.email;
    let find = |connection: Connection| async move { users::find_credentials_by_email(&connection, email).await };
    let found = state.database.retrying(find).await?;
    let (account, hash) = found.map(|login| (login.user, login.password_hash)).unzip();
    let is_right = state.identity.passwords().verify(input.password, hash).await?;
    account
        .filter(|account| is_right && account.is_active)
        .ok_or_else(|| Problem::unauthorized().detail("the e-mail address or the password is wrong"))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature of a custom rule")]
fn password_length(password: &SecretString, _context: &()) -> garde::Result {
    let length = password.expose_secret().chars().count();
    if (1..=LONGEST_PASSWORD).contains(&length) {
        return Ok(());
    }
    Err(garde::Error::new(format!("must have between 1 and {LONGEST_PASSWORD} characters")))
}
