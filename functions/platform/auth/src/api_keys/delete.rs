//! `DELETE /api/auth/api-keys/{id}`: the end of a key.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::{api_keys, audit_records::AuditEvent};
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::{ApiKeyId, AuditAction};

use crate::State;

/// Revoke an API key
///
/// Revokes one of the caller's keys. It is rejected from the next request on.
#[utoipa::path(
    delete,
    path = "/api/auth/api-keys/{id}",
    tag = "auth",
    params(("id" = ApiKeyId, Path, description = "The key")),
    responses((status = 204, description = "The key is revoked"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: Person,
    Extract(state): Extract<State>,
    Path(id): Path<ApiKeyId>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !api_keys::revoke_owned(&transaction, id, caller.id, state.clock.now()).await? {
        return Err(Problem::not_found("API key"));
    }
    state.identity.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::EndApiKey).to(id)).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
