//! `POST /api/admin/groups`: creates a group.

use axum::extract::State as Extract;
use axum::response::Response;
use http::StatusCode;
use sisuiq_accounts_db::{account_groups, audit_records::AuditEvent};
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccountGroupId, AuditAction};

use super::{AdminGroupOut, GroupIn, MOST};
use crate::State;

/// Create a group
///
/// A group of accounts without members. There can be 1,000 groups.
#[utoipa::path(
    post,
    path = "/api/admin/groups",
    tag = "admin",
    request_body = GroupIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = AdminGroupOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<GroupIn>,
) -> Result<Response> {
    let now = state.clock.now();
    let id = AccountGroupId(state.clock.uuid_v7());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if !account_groups::insert(&transaction, id, input.name(), now).await? {
        return Err(Problem::conflict("there is already a group with this name"));
    }
    if account_groups::count(&transaction).await? > MOST {
        return Err(Problem::conflict(format!("there can be at most {MOST} groups: delete one that nobody needs")));
    }
    let event = AuditEvent::done(AuditAction::CreateGroup).to(id).with("name", input.name());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let group = account_groups::find(&transaction, id).await?.ok_or_else(|| Problem::not_found("group"))?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &AdminGroupOut::from(group)).await?;
    transaction.commit().await?;
    Ok(response)
}
