//! `POST /api/auth/login`: an access token for e-mail and password.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::users::{Candidate, Identifier};
use sisuiq_http::{
    BadRequest, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Begin, Claim, Client, Proof, SetCookies, password_length, secret_length};
use sisuiq_model::Surface;
use utoipa::ToSchema;

use crate::State;
use crate::account::UserOut;

/// Login credentials.
#[derive(Deserialize, ToSchema, Validate)]
pub(crate) struct LoginIn {
    #[garde(length(chars, max = 254), email)]
    #[schema(max_length = 254, format = Email, example = "demo@sisuiq.com")]
    email: String,
    #[garde(custom(password_length))]
    #[schema(value_type = String, min_length = 1, max_length = 1_024, format = Password, example = "correct horse battery staple")]
    password: SecretString,
    /// A code of the account's authenticator app, or a recovery code. If a code is required and missing, the response
    /// is 401 with the error `code_required`.
    #[garde(inner(custom(secret_length)))]
    #[schema(value_type = Option<String>, max_length = 512, format = Password, example = json!(null))]
    code: Option<SecretString>,
}

/// A new session.
#[derive(Serialize, ToSchema)]
pub(crate) struct LoginOut {
    #[schema(example = "logged in")]
    message: &'static str,
    /// The access token for programs; browsers also get it as an `HttpOnly` cookie.
    #[schema(example = "eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYtMTEifQ.eyJzdWIiOiIwMTkwYjVhMCJ9.c2lnbmF0dXJl")]
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds until the token expires.
    #[schema(example = 900)]
    expires_in: i64,
    user: UserOut,
}

/// Log in
///
/// Starts a session and issues its tokens: the access token in the body and as a cookie, the refresh token as a cookie.
/// A wrong password, an unknown address and an account that may not log in get the same response.
#[utoipa::path(
    post,
    path = "/api/auth/login",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = LoginIn,
    responses(
        (status = 200, body = LoginOut, headers(("set-cookie" = String, description = "The tokens for browsers"))),
        BadRequest, Unauthorized, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    )
)]
pub(crate) async fn login(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    client: Client,
    Json(input): Json<LoginIn>,
) -> Result<(SetCookies, Json<LoginOut>)> {
    let Candidate { login, second_factor, .. } = authenticate(&state, &client, input).await?;
    let second_factor = second_factor.map(|factor| factor.at);
    let begin = Begin { user: login.user, surface: Surface::Copilot, client: &client, second_factor };
    let granted = state.identity.begin(begin, &login.password_hash).await?.ok_or_else(wrong)?;
    let cookies = SetCookies::grant(state.identity.cookies(), &granted)?;
    let out = LoginOut {
        message: "logged in",
        access_token: granted.access.expose_secret().to_owned(),
        token_type: "Bearer",
        expires_in: granted.access_lifetime.as_secs(),
        user: granted.user.into(),
    };
    Ok((cookies, Json(out)))
}

/// The account, if the password is right, a required code too, and the account is not closed.
async fn authenticate(state: &State, client: &Client, input: LoginIn) -> Result<Candidate> {
    let claim = Claim { identifier: Identifier::Email(input.email), password: input.password, code: input.code };
    match state.identity.prove(client, claim).await? {
        Proof::Right(candidate) => Ok(*candidate),
        Proof::Inactive | Proof::Wrong => Err(wrong()),
    }
}

fn wrong() -> Problem {
    Problem::unauthorized().detail("the e-mail address or the password is wrong")
}
