//! `PUT /api/v1/users/me`: another name, address or number.

use axum::extract::State as Extract;
use garde::Validate;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    customers::{self, Changes},
    outbox_messages::{self, Addressee, NewMessage},
    users,
};
use sisuiq_db::Transaction;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Customer, Mobile, overtaken, password_length};
use sisuiq_model::{AuditAction, OutboxKind, OutboxMessageId, UserId};
use utoipa::ToSchema;

use crate::State;
use crate::input_errors::{unprocessable, wrong};
use crate::reauthenticate::reauthenticate;
use crate::v1::customer::{CustomerOut, taken};

/// The changes; absent fields stay unchanged.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct CustomerUpdateIn {
    #[garde(inner(length(chars, min = 1, max = 100)))]
    #[schema(min_length = 1, max_length = 100, example = "Alice")]
    first_name: Option<String>,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Lwanga")]
    last_name: Option<String>,
    /// A new address, which has to be verified again.
    #[garde(inner(length(chars, max = 254), email))]
    #[schema(max_length = 254, format = Email, example = "alice@example.com")]
    email: Option<String>,
    /// A new number, which has to be verified again.
    #[garde(inner(length(chars, min = 10, max = 15)))]
    #[schema(min_length = 10, max_length = 15, pattern = r"^\s*\+?[0-9 ().-]+$", example = "+256772123456")]
    mobile: Option<String>,
    /// The caller's password; required for a new address or number, because messages sent there give access to the
    /// account.
    #[garde(inner(custom(password_length)))]
    #[schema(
        value_type = Option<String>, min_length = 1, max_length = 1_024, format = Password,
        example = "Correct-horse 7 battery!"
    )]
    current_password: Option<SecretString>,
}

/// Update the caller's customer account
///
/// Updates the given fields and leaves the others unchanged. A new address or number requires `current_password`.
/// A message asks the customer to verify it. The former address is notified of a new one.
#[utoipa::path(
    put,
    path = "/api/v1/users/me",
    tag = "customers",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = CustomerUpdateIn,
    responses(
        (status = 200, body = CustomerOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: Customer<Authentication>,
    Extract(state): Extract<State>,
    Json(input): Json<CustomerUpdateIn>,
) -> Result<Json<CustomerOut>> {
    let parse = |written: &str| Mobile::parse(written, state.identity.calling_code());
    let mobile = input.mobile.as_deref().map(parse).transpose().map_err(|fault| unprocessable("mobile", &fault))?;
    let changes = Changes {
        first_name: input.first_name.as_deref(),
        last_name: input.last_name.as_deref(),
        email: input.email.as_deref(),
        mobile: mobile.as_ref().map(Mobile::as_str),
    };
    let proved = if moves(&state, &caller, &changes).await? {
        let missing = || wrong("current_password", &"is required to change the address or number");
        let password = input.current_password.ok_or_else(missing)?;
        Some(reauthenticate(&state, &caller, "current_password", password, AuditAction::UpdateAccount).await?)
    } else {
        None
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    match &proved {
        Some(proved) => state.identity.lock_credentials(&transaction, caller.id, proved).await?,
        None => drop(users::hold(&transaction, caller.id).await?),
    }
    let had = customers::find(&transaction, caller.id).await?.ok_or_else(|| Problem::not_found("customer"))?;
    let updated = customers::update(&transaction, caller.id, &changes, state.clock.now()).await;
    let updated = updated.map_err(|error| taken(error, ["Email already in use", "Mobile number already in use"]))?;
    let has = updated.ok_or_else(|| Problem::not_found("customer"))?;
    let is_moved = !had.email.eq_ignore_ascii_case(&has.email) || had.mobile != has.mobile;
    if is_moved && proved.is_none() {
        // no password was required, because the request did not change the address or number: another one did meanwhile
        return Err(overtaken());
    }
    let is_told = tell(&state, &transaction, caller.id, &had, &has).await?;
    if had != has {
        let event = AuditEvent::done(AuditAction::UpdateAccount).to(caller.id).with("fields", changes.names());
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    transaction.commit().await?;
    if is_told {
        state.outbox.announce().await;
    }
    Ok(Json(has.into()))
}

/// Returns whether the account gets another address or number.
async fn moves(state: &State, caller: &Customer<Authentication>, changes: &Changes<'_>) -> Result<bool> {
    if changes.email.is_none() && changes.mobile.is_none() {
        return Ok(false);
    }
    let has = customers::find(&state.database.connection().await?, caller.id).await?;
    let has = has.ok_or_else(|| Problem::not_found("customer"))?;
    let is_other_email = changes.email.is_some_and(|email| !email.eq_ignore_ascii_case(&has.email));
    Ok(is_other_email || changes.mobile.is_some_and(|mobile| has.mobile.as_deref() != Some(mobile)))
}

/// Orders messages to verify a new address or number, and one to a former address. Returns whether there was anything to
/// send.
async fn tell(
    state: &State,
    transaction: &Transaction<'_>,
    user: UserId,
    had: &customers::Customer,
    has: &customers::Customer,
) -> Result<bool> {
    let mut messages = Vec::new();
    if !had.email.eq_ignore_ascii_case(&has.email) {
        messages.push((OutboxKind::EmailChanged, Addressee::FormerAddress(user, &had.email)));
        messages.push((OutboxKind::EmailVerification, Addressee::Account(user)));
    }
    if had.mobile != has.mobile {
        messages.push((OutboxKind::MobileVerification, Addressee::Account(user)));
    }
    for (kind, to) in &messages {
        let id = OutboxMessageId(state.clock.uuid_v7());
        let message = NewMessage { id, kind: *kind, to: *to, at: state.clock.now() };
        outbox_messages::insert(transaction, &message).await?;
    }
    Ok(!messages.is_empty())
}
