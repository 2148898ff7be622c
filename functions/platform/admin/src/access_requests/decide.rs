//! `POST /api/admin/access-requests/{id}/decision`: gives a guest a role, or refuses.

use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_accounts_db::{
    access_requests,
    audit_records::AuditEvent,
    managed_accounts,
    outbox_messages::{self, Addressee, NewMessage},
};
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccessRequestId, AuditAction, OutboxKind, OutboxMessageId, UserRole};
use utoipa::ToSchema;

use crate::State;
use crate::lists::Asked;

/// A decision on a request for access.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct AccessDecisionIn {
    /// The role to give; null refuses the request.
    #[schema(value_type = Option<UserRole>)]
    role: Option<String>,
}

/// Decide on a request for access
///
/// Gives the account a role, or refuses. The person gets a message. A request that is decided already is refused (409), and so is
/// one of an account that has got a role since.
#[utoipa::path(
    post,
    path = "/api/admin/access-requests/{id}/decision",
    tag = "admin",
    request_body = AccessDecisionIn,
    params(("id" = AccessRequestId, Path, description = "The request")),
    responses(
        (status = 204, description = "The decision is stored"), BadRequest, Unauthorized, Forbidden, NotFound, Conflict,
        PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn decide(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<AccessRequestId>,
    Json(input): Json<AccessDecisionIn>,
) -> Result<StatusCode> {
    let mut asked = Asked::default();
    let role: Option<UserRole> = asked.named("role", input.role.as_deref());
    asked.check()?;
    if role == Some(UserRole::Guest) {
        let fault = FieldError::new("role", "must not be guest: leave it out to refuse");
        return Err(Problem::unprocessable(vec![fault]));
    }
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let request = access_requests::hold(&transaction, id).await?;
    let request = request.ok_or_else(|| Problem::not_found("request for access"))?;
    let account = managed_accounts::hold(&transaction, request.user).await?;
    let account = account.ok_or_else(|| Problem::not_found("account"))?;
    if request.is_decided || account.role != UserRole::Guest {
        return Err(Problem::conflict("the request is decided, or the account has a role already"));
    }
    access_requests::decide(&transaction, id, caller.id, role, now).await?;
    if let Some(role) = role {
        managed_accounts::update(&transaction, request.user, &account.name, role, now).await?;
    }
    let (action, kind) = match role {
        Some(_) => (AuditAction::GrantAccess, OutboxKind::AccessGranted),
        None => (AuditAction::RefuseAccess, OutboxKind::AccessRefused),
    };
    let mut event = AuditEvent::done(action).to(request.user);
    if let Some(role) = role {
        event = event.with("role", role.as_str());
    }
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let message =
        NewMessage { id: OutboxMessageId(state.clock.uuid_v7()), kind, to: Addressee::Account(request.user), at: now };
    outbox_messages::insert(&transaction, &message).await?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok(StatusCode::NO_CONTENT)
}
