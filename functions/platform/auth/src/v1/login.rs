//! `POST /api/v1/auth/login`: tokens for e-mail, mobile number or user name, and password.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::{
    customers,
    users::{Candidate, Identifier},
};
use sisuiq_http::{
    BadRequest, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Begin, Claim, Client, Proof, SetCookies, password_length, secret_length};
use sisuiq_model::Surface;
use utoipa::ToSchema;

use super::customer::CustomerAuthOut;
use crate::State;

/// Login credentials.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct CustomerLoginIn {
    /// An e-mail address (with `@`), a mobile number, or a user name.
    #[serde(alias = "username")]
    #[garde(length(chars, min = 1, max = 254))]
    #[schema(min_length = 1, max_length = 254, example = "alice@example.com")]
    identifier: String,
    #[garde(custom(password_length))]
    #[schema(value_type = String, min_length = 1, max_length = 1_024, format = Password, example = "Correct-horse 7 battery!")]
    password: SecretString,
    /// A code of the account's authenticator app, or a recovery code. If a code is required and missing, the response
    /// is 401 with the error `code_required`.
    #[garde(inner(custom(secret_length)))]
    #[schema(value_type = Option<String>, max_length = 512, format = Password, example = json!(null))]
    code: Option<SecretString>,
}

/// Log in as a customer
///
/// Starts a customer's session. An unknown user and a wrong password get the same response. With the right password, a
/// closed account gets 401 with a reason of its own.
#[utoipa::path(
    post,
    path = "/api/v1/auth/login",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = CustomerLoginIn,
    responses(
        (status = 200, body = CustomerAuthOut), BadRequest, Unauthorized, PayloadTooLarge, Unprocessable, TooManyRequests,
        Unavailable
    )
)]
pub(crate) async fn login(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    client: Client,
    Json(input): Json<CustomerLoginIn>,
) -> Result<(SetCookies, Json<CustomerAuthOut>)> {
    let identifier = state.identity.identifier(input.identifier, Identifier::Username);
    let claim = Claim { identifier, password: input.password, code: input.code };
    let Candidate { login, second_factor, .. } = prove(&state, &client, claim).await?;
    let second_factor = second_factor.map(|factor| factor.at);
    let begin = Begin { user: login.user, surface: Surface::Customer, client: &client, second_factor };
    let granted = state.identity.begin(begin, &login.password_hash).await?.ok_or_else(wrong)?;
    let customer = customers::find(&state.database.connection().await?, granted.user.id).await?;
    let customer = customer.ok_or_else(|| Problem::not_found("customer"))?;
    let cookies = SetCookies::grant(state.identity.cookies(), &granted)?;
    Ok((cookies, Json(CustomerAuthOut::new(customer, &granted))))
}

/// The customer, if the password is right, a required code too, and the account is not closed.
async fn prove(state: &State, client: &Client, claim: Claim) -> Result<Candidate> {
    match state.identity.prove(client, claim).await? {
        Proof::Right(candidate) if candidate.customer.is_some() => Ok(*candidate),
        Proof::Inactive => Err(Problem::unauthorized().detail("Account is inactive")),
        Proof::Right(candidate) => {
            state.identity.refuse_login(client, Some(candidate.login.user.id), "no_customer").await?;
            Err(wrong())
        }
        Proof::Wrong => Err(wrong()),
    }
}

fn wrong() -> Problem {
    Problem::unauthorized().detail("Invalid credentials")
}
