//! `DELETE /api/admin/users/{id}/api-keys`: ends all API keys of an account.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{api_keys, audit_records::AuditEvent};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, UserId};

use super::managed::find;
use crate::State;

/// End the API keys of an account
///
/// Ends all API keys of an account. Programs that use them lose access at once.
#[utoipa::path(
    delete,
    path = "/api/admin/users/{id}/api-keys",
    tag = "admin",
    params(("id" = UserId, Path, description = "The account")),
    responses(
        (status = 204, description = "The keys are ended"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete_all(
    caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Path(id): Path<UserId>,
) -> Result<StatusCode> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    find(&state, &transaction, id).await?;
    let ended = api_keys::revoke_all(&transaction, id, now).await?;
    if ended > 0 {
        let event = AuditEvent::done(AuditAction::EndApiKeys).to(id).with("keys", ended);
        state.identity.record(&transaction, &caller.actor, &event).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
