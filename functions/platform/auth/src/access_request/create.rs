//! `POST /api/auth/access-request`: a guest asks for a role.

use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_accounts_db::{access_requests, audit_records::AuditEvent};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::Person;
use sisuiq_model::{AccessRequestId, AuditAction, UserRole};
use utoipa::ToSchema;

use super::AccessRequestOut;
use crate::State;

/// A request for access.
#[derive(Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct AccessRequestIn {
    /// What the access is for. Administrators read it.
    #[garde(inner(length(chars, min = 1, max = 500)))]
    #[schema(min_length = 1, max_length = 500, example = "I work on outage reports.")]
    reason: Option<String>,
}

/// Request access
///
/// Asks administrators for a role. They get a message. Only guests need one, and may ask once a day (409).
#[utoipa::path(
    post,
    path = "/api/auth/access-request",
    tag = "auth",
    request_body = AccessRequestIn,
    responses(
        (status = 201, body = AccessRequestOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: Person,
    Extract(state): Extract<State>,
    Json(input): Json<AccessRequestIn>,
) -> Result<(StatusCode, Json<AccessRequestOut>)> {
    if caller.role != UserRole::Guest {
        return Err(Problem::conflict("your account has a role already"));
    }
    let now = state.clock.now();
    let id = AccessRequestId(state.clock.uuid_v7());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !access_requests::insert(&transaction, id, caller.id, input.reason.as_deref(), now).await? {
        return Err(Problem::conflict("you asked within the last 24 hours: wait for the decision"));
    }
    access_requests::notify_administrators(&transaction, now).await?;
    let event = AuditEvent::done(AuditAction::RequestAccess).to(caller.id);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let stored = access_requests::find_newest(&transaction, caller.id).await?;
    let stored = stored.ok_or_else(|| Problem::not_found("request for access"))?;
    transaction.commit().await?;
    state.outbox.announce().await;
    Ok((StatusCode::CREATED, Json(stored.into())))
}
