//! `POST /api/auth/api-keys`: another key for a program.

use axum::extract::State as Extract;
use axum::response::Response;
use garde::Validate;
use http::StatusCode;
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::{
    api_keys::{self, NewApiKey},
    audit_records::AuditEvent,
};
use sisuiq_clock::later;
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::admission::Authentication;
use sisuiq_identity::{Caller, Person, Purpose, password_length};
use sisuiq_model::{ApiKeyId, AuditAction, Capability, Scope};
use utoipa::ToSchema;

use super::ApiKeyOut;
use crate::State;
use crate::reauthenticate::reauthenticate;

/// The maximum number of valid keys of an account.
const MOST: i64 = 20;
/// The number of first characters of a key that its owner sees later.
const SHOWN: usize = 15;

/// A new API key.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct ApiKeyIn {
    /// The name of the key.
    #[garde(length(chars, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "nightly report")]
    name: String,
    /// The permitted uses of the key.
    #[garde(length(min = 1, max = 6))]
    #[schema(min_items = 1, max_items = 6)]
    scopes: Vec<Scope>,
    /// The number of days until it expires.
    #[garde(range(min = 1, max = 365))]
    #[schema(minimum = 1, maximum = 365, example = 90)]
    expires_in_days: i64,
    /// The caller's password. It is required because a key outlives the session that creates it.
    #[garde(custom(password_length))]
    #[schema(value_type = String, min_length = 1, max_length = 1_024, format = Password, example = "correct horse battery staple")]
    password: SecretString,
}

/// A new API key.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKeyCreatedOut {
    #[serde(flatten)]
    shown: ApiKeyOut,
    /// The key, to be sent as `Authorization: Bearer`. It is shown only once.
    #[schema(example = "sisuiq_key_4fQ2y0nCk8sVb3dWmZ7xRAjHk1v2nqS01jY9Kd")]
    key: String,
}

/// Create an API key
///
/// Creates a key for a program. Only accounts with an administrative capability may grant the scope
/// `admin`, and only administrators `metrics:read` and `limits:bypass`.
#[utoipa::path(
    post,
    path = "/api/auth/api-keys",
    tag = "auth",
    extensions(("x-throttle" = json!("secrets"))),
    request_body = ApiKeyIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = ApiKeyCreatedOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: Person<Authentication>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<ApiKeyIn>,
) -> Result<Response> {
    let scopes: Vec<Scope> = Scope::ALL.iter().copied().filter(|scope| input.scopes.contains(scope)).collect();
    let refused: Vec<&str> =
        scopes.iter().filter(|scope| !may_grant(&caller, **scope)).map(|scope| scope.as_str()).collect();
    if !refused.is_empty() {
        let fault = format!("your account may not grant {}", refused.join(", "));
        return Err(Problem::forbidden().detail(fault.clone()).errors(vec![FieldError::new("scopes", fault)]));
    }
    let proved = reauthenticate(&state, &caller, "password", input.password, AuditAction::CreateApiKey).await?;
    let key = Purpose::ApiKey.generate();
    let prefix: String = key.text.expose_secret().chars().take(SHOWN).collect();
    let now = state.clock.now();
    let new = NewApiKey {
        id: ApiKeyId(state.clock.uuid_v7()),
        user: caller.id,
        name: &input.name,
        prefix: &prefix,
        hash: &key.hash,
        scopes: &scopes,
        created_at: now,
        expires_at: later(now, SignedDuration::from_hours(24 * input.expires_in_days)),
    };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    state.identity.lock_credentials(&transaction, caller.id, &proved).await?;
    if !api_keys::insert(&transaction, &new, MOST).await? {
        return Err(Problem::conflict(format!("you already have {MOST} keys: revoke one first")));
    }
    let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    let event = AuditEvent::done(AuditAction::CreateApiKey).to(new.id).with("scopes", names);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let out = ApiKeyCreatedOut { shown: ApiKeyOut::new(&new), key: key.text.expose_secret().to_owned() };
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    Ok(response)
}

fn may_grant(caller: &Caller, scope: Scope) -> bool {
    match scope {
        Scope::Read | Scope::Write | Scope::Chat => true,
        Scope::Admin => Capability::ALL.iter().any(|one| one.is_administrative() && caller.administers(*one)),
        Scope::Metrics | Scope::UnlimitedRate => caller.administers(Capability::SystemManage),
    }
}
