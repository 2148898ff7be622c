//! `POST /api/v1/ops/auth/login`: tokens for e-mail, mobile number or employee id, and password.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::users::{Candidate, Identifier};
use sisuiq_http::{
    BadRequest, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Begin, Claim, Client, Proof, SetCookies, password_length, secret_length};
use sisuiq_model::{StaffId, Surface};
use utoipa::ToSchema;

use super::out::StaffAuthOut;
use crate::State;

/// Login credentials.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct StaffLoginIn {
    /// An e-mail address (with `@`), a mobile number (digits), or an employee id.
    #[garde(length(chars, min = 1, max = 254))]
    #[schema(min_length = 1, max_length = 254, example = "EMP002")]
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

/// Log in as staff
///
/// Starts a staff session. An unknown user and a wrong password get the same response. With the right password, a staff
/// member who is inactive or not approved gets 401 with a reason of its own.
#[utoipa::path(
    post,
    path = "/api/v1/ops/auth/login",
    tag = "staff",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = StaffLoginIn,
    responses(
        (status = 200, body = StaffAuthOut), BadRequest, Unauthorized, PayloadTooLarge, Unprocessable, TooManyRequests,
        Unavailable
    )
)]
pub(crate) async fn login(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    client: Client,
    Json(input): Json<StaffLoginIn>,
) -> Result<(SetCookies, Json<StaffAuthOut>)> {
    let identifier = state.identity.identifier(input.identifier, Identifier::EmployeeId);
    let claim = Claim { identifier, password: input.password, code: input.code };
    let (candidate, id) = prove(&state, &client, claim).await?;
    let Candidate { login, second_factor, .. } = candidate;
    let second_factor = second_factor.map(|factor| factor.at);
    let begin = Begin { user: login.user, surface: Surface::Staff, client: &client, second_factor };
    let granted = state.identity.begin(begin, &login.password_hash).await?.ok_or_else(wrong)?;
    let cookies = SetCookies::grant(state.identity.cookies(), &granted)?;
    Ok((cookies, Json(StaffAuthOut::load(&state, id, &granted).await?)))
}

/// The account and the staff profile, if the password is right, a required code too, and the staff member may log in.
async fn prove(state: &State, client: &Client, claim: Claim) -> Result<(Candidate, StaffId)> {
    let inactive = || Problem::unauthorized().detail("Account is inactive");
    match state.identity.prove(client, claim).await? {
        Proof::Right(candidate) => {
            if let Some(id) = candidate.staff.filter(|_| candidate.staff_is_admitted) {
                return Ok((*candidate, id));
            }
            let (because, refused) =
                if candidate.staff.is_some() { ("not_admitted", inactive()) } else { ("no_staff", wrong()) };
            state.identity.refuse_login(client, Some(candidate.login.user.id), because).await?;
            Err(refused)
        }
        Proof::Inactive => Err(inactive()),
        Proof::Wrong => Err(wrong()),
    }
}

fn wrong() -> Problem {
    Problem::unauthorized().detail("Invalid credentials")
}
