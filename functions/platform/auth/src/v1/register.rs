//! `POST /api/v1/auth/register`: an account for oneself.

use axum::extract::State as Extract;
use axum::response::{IntoResponse, Response};
use garde::Validate;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::{Actor, AuditEvent},
    customers::{self, NewCustomer},
    outbox_messages::{self, Addressee, NewMessage},
    users,
};
use sisuiq_http::{
    BadRequest, Claim, Conflict, IdempotencyHeader, IdempotencyKey, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Anyone, Begin, Client, Mobile, SetCookies, check_composition, check_strength, readable};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, Surface, UserId, UserRole};
use utoipa::ToSchema;

use super::customer::{CustomerAuthOut, taken};
use crate::State;
use crate::input_errors::{unprocessable, wrong};

/// The length of a referral code. There are a trillion of them: a collision is practically impossible, and an error.
const CODE_LENGTH: usize = 8;

/// A new customer.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct CustomerRegisterIn {
    #[garde(length(chars, max = 254), email)]
    #[schema(max_length = 254, format = Email, example = "alice@example.com")]
    email: String,
    /// The number with its country code, or within the default country.
    #[garde(length(chars, min = 10, max = 15))]
    #[schema(min_length = 10, max_length = 15, pattern = r"^\s*\+?[0-9 ().-]+$", example = "+256772123456")]
    mobile: String,
    /// At least eight characters, not easily guessed, with an upper-case letter, a lower-case letter, a digit and a
    /// symbol.
    #[schema(value_type = String, min_length = 8, max_length = 1_024, format = Password, example = "Correct-horse 7 battery!")]
    password: SecretString,
    #[garde(length(chars, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "Alice")]
    first_name: String,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Lwanga")]
    last_name: Option<String>,
    /// An optional user name to log in with: a letter, then letters, digits, dots, dashes and underscores.
    #[garde(inner(length(chars, min = 3, max = 50), pattern(r"^[A-Za-z][A-Za-z0-9._-]*$")))]
    #[schema(min_length = 3, max_length = 50, pattern = "^[A-Za-z][A-Za-z0-9._-]*$", example = "alice")]
    username: Option<String>,
    /// The code of the customer who recommended the service.
    #[garde(inner(length(chars, max = 20)))]
    #[schema(max_length = 20, example = "7QK2M9XD")]
    referral_code: Option<String>,
}

/// Register as a customer
///
/// Creates an account with a customer profile and logs it in. Messages ask the customer to verify the e-mail address
/// and the mobile number.
#[utoipa::path(
    post,
    path = "/api/v1/auth/register",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = CustomerRegisterIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = CustomerAuthOut), BadRequest, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    )
)]
pub(crate) async fn register(
    _caller: Anyone<Authentication>,
    Extract(state): Extract<State>,
    client: Client,
    Submitted { input, idempotency_key }: Submitted<CustomerRegisterIn>,
) -> Result<Response> {
    let mobile = Mobile::parse(&input.mobile, state.identity.calling_code());
    let mobile = mobile.map_err(|fault| unprocessable("mobile", &fault))?;
    let known = [input.email.as_str(), &input.first_name, input.last_name.as_deref().unwrap_or_default()];
    check_composition(&input.password)
        .and_then(|()| check_strength(&input.password, &known))
        .map_err(|weakness| unprocessable("password", &weakness))?;
    let hash = state.identity.passwords().hash(input.password.clone()).await?;
    let id = UserId(state.clock.uuid_v7());
    let registration = Registration { id, password_hash: &hash, mobile: mobile.as_str(), input: &input };
    make(&state, &client, registration, idempotency_key).await
}

/// The registration of a customer, with its parsed mobile number and the hash of its password.
#[derive(Clone, Copy)]
struct Registration<'a> {
    id: UserId,
    password_hash: &'a str,
    mobile: &'a str,
    input: &'a CustomerRegisterIn,
}

/// Creates the account, its profile and its session in one transaction.
async fn make(
    state: &State,
    client: &Client,
    registration: Registration<'_>,
    idempotency_key: IdempotencyKey,
) -> Result<Response> {
    let Registration { id, password_hash, mobile, input } = registration;
    let now = state.clock.now();
    let name = [Some(input.first_name.as_str()), input.last_name.as_deref()].into_iter().flatten();
    let name = name.collect::<Vec<_>>().join(" ");
    let referred_by = input.referral_code.as_deref().map(str::to_uppercase);
    let code = readable(CODE_LENGTH);
    let new = NewCustomer {
        id,
        email: &input.email,
        name: &name,
        password_hash,
        username: input.username.as_deref(),
        mobile,
        first_name: &input.first_name,
        last_name: input.last_name.as_deref(),
        referral_code: &code,
        referred_by: referred_by.as_deref(),
        created_at: now,
    };
    let begin = Begin { user: account(&new), surface: Surface::Customer, client, second_factor: None };
    let prepared = state.identity.prepare(begin).await?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    // without an account yet, the address owns the key
    let owner = format!("nobody {}", input.email.to_lowercase());
    let claimed = match idempotency_key.claim(&transaction, &owner, now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    let is_made = customers::insert(&transaction, &new).await;
    if !is_made.map_err(|error| taken(error, ["Email already registered", "Mobile number already registered"]))? {
        return Err(wrong("referral_code", &"does not exist"));
    }
    for kind in [OutboxKind::EmailVerification, OutboxKind::MobileVerification] {
        let id = OutboxMessageId(state.clock.uuid_v7());
        let message = NewMessage { id, kind, to: Addressee::Account(new.id), at: now };
        outbox_messages::insert(&transaction, &message).await?;
    }
    let actor = Actor { user: Some(id), ..client.actor.clone() };
    let event = AuditEvent::done(AuditAction::CreateAccount).to(id).with("role", UserRole::Guest.as_str());
    state.identity.record(&transaction, &actor, &event).await?;
    let granted = state.identity.begin_on(&transaction, prepared).await?.ok_or_else(Problem::unauthorized)?;
    let customer = customers::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("customer"))?;
    let out = CustomerAuthOut::new(customer, &granted);
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok((SetCookies::grant(state.identity.cookies(), &granted)?, response).into_response())
}

fn account(new: &NewCustomer<'_>) -> users::User {
    users::User {
        id: new.id,
        email: new.email.to_owned(),
        name: new.name.to_owned(),
        role: UserRole::Guest,
        is_active: true,
        created_at: new.created_at,
        last_login_at: None,
    }
}
