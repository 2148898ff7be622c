//! Creation of staff accounts, for `POST /api/v1/ops/users` and `POST /api/v1/ops/auth/register`.

use axum::response::Response;
use garde::Validate;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use sisuiq_accounts_db::{
    audit_records::AuditEvent,
    staff::{self, NewStaff},
};
use sisuiq_http::{Claim, FieldError, Problem, Result, Submitted};
use sisuiq_identity::{Mobile, Staff, check_composition, check_strength, permits};
use sisuiq_model::{AuditAction, StaffRoleId, UserId};
use utoipa::ToSchema;

use crate::State;
use crate::member::{StaffOut, grantable, taken};

/// A new staff member.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct StaffIn {
    #[garde(length(chars, max = 254), email)]
    #[schema(max_length = 254, format = Email, example = "grace@example.com")]
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
    #[schema(min_length = 1, max_length = 100, example = "Grace")]
    first_name: String,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Okello")]
    last_name: Option<String>,
    /// A unique id to log in with, ignoring case.
    #[garde(length(chars, min = 3, max = 20), pattern(r"^[A-Za-z][A-Za-z0-9-]*$"))]
    #[schema(min_length = 3, max_length = 20, pattern = "^[A-Za-z][A-Za-z0-9-]*$", example = "EMP006")]
    employee_id: String,
    #[garde(inner(length(chars, max = 100)))]
    #[schema(max_length = 100, example = "Operations")]
    department: Option<String>,
    /// The role: not above the caller's level, without permissions that the caller lacks; `super_admin` only by a
    /// `super_admin`.
    role_id: StaffRoleId,
}

/// Creates the user account and the staff profile in one transaction. The new staff member cannot log in until approved.
pub(crate) async fn add(
    state: &State,
    caller: &Staff<permits::StaffCreate>,
    submitted: Submitted<StaffIn>,
) -> Result<Response> {
    let Submitted { input, idempotency_key } = submitted;
    let now = state.clock.now();
    let unprocessable = |field: &str, fault: String| Problem::unprocessable(vec![FieldError::new(field, fault)]);
    let mobile = Mobile::parse(&input.mobile, state.identity.calling_code());
    let mobile = mobile.map_err(|fault| unprocessable("mobile", fault.to_string()))?;
    let known = [input.email.as_str(), &input.first_name, input.last_name.as_deref().unwrap_or_default()];
    check_composition(&input.password)
        .and_then(|()| check_strength(&input.password, &known))
        .map_err(|weakness| unprocessable("password", weakness.to_string()))?;
    let hash = state.identity.passwords().hash(input.password).await?;
    let name = [Some(input.first_name.as_str()), input.last_name.as_deref()].into_iter().flatten();
    let name = name.collect::<Vec<_>>().join(" ");
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    let role = grantable(&transaction, input.role_id, &caller.rights).await?;
    let new = NewStaff {
        user: UserId(state.clock.uuid_v7()),
        email: &input.email,
        name: &name,
        password_hash: &hash,
        mobile: mobile.as_str(),
        first_name: &input.first_name,
        last_name: input.last_name.as_deref(),
        employee_id: &input.employee_id,
        department: input.department.as_deref(),
        role: role.id,
        approved: None,
        created_at: now,
    };
    let id = staff::insert(&transaction, &new).await.map_err(taken)?;
    let event = AuditEvent::done(AuditAction::CreateStaff).to(id).with("role", role.id.0);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let member = staff::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("member of staff"))?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &StaffOut::from(member)).await?;
    transaction.commit().await?;
    Ok(response)
}
