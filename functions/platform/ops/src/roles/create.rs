//! `POST /api/v1/ops/roles`: another role.

use axum::extract::State as Extract;
use axum::response::Response;
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_accounts_db::{audit_records::AuditEvent, staff_roles};
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use crate::State;
use crate::member::{RoleOut, wrong};

/// A new role without permissions.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct NewRoleIn {
    /// A unique name of lower-case letters, digits and underscores.
    #[garde(length(chars, min = 3, max = 50), pattern(r"^[a-z][a-z0-9_]*$"))]
    #[schema(min_length = 3, max_length = 50, pattern = "^[a-z][a-z0-9_]*$", example = "night_shift")]
    name: String,
    #[garde(length(chars, min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "Night Shift")]
    display_name: String,
    #[garde(length(chars, max = 500))]
    #[schema(max_length = 500, example = "Answers what comes at night")]
    description: String,
    /// The level, at most the caller's own.
    #[garde(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100, example = 55)]
    level: i32,
}

/// Create a role
///
/// Creates a role without permissions. Requires `roles.manage`.
#[utoipa::path(
    post,
    path = "/api/v1/ops/roles",
    tag = "staff",
    request_body = NewRoleIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = RoleOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: Staff<permits::RolesManage>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<NewRoleIn>,
) -> Result<Response> {
    if input.level > caller.rights.level {
        return Err(Problem::forbidden().detail("you cannot create a role above your own"));
    }
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), state.clock.now()).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    let NewRoleIn { name, display_name, description, level } = &input;
    let made = staff_roles::insert(&transaction, name, display_name, description, *level).await;
    let made = made.map_err(|error| {
        if error.is_constraint("staff_roles_name_key") {
            wrong("name", "Role name already exists")
        } else {
            error.into()
        }
    })?;
    let event = AuditEvent::done(AuditAction::CreateRole).to(made.id).with("level", made.level);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &RoleOut::from(made)).await?;
    transaction.commit().await?;
    Ok(response)
}
