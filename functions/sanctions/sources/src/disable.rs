//! `DELETE /api/v1/sources/{id}`: disables a source.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, SourceId};
use sisuiq_sanctions_db::sources;

use crate::State;

/// Disable a source
///
/// It is no longer read. What was read from it stays, with its runs; a change of its settings enables it again.
#[utoipa::path(
    delete,
    path = "/api/v1/sources/{id}",
    tag = "sources",
    params(("id" = SourceId, Path, description = "The source")),
    responses(
        (status = 204, description = "The source is disabled"), BadRequest, Unauthorized, Forbidden, NotFound,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn disable(
    caller: User<capabilities::SourcesManage>,
    Extract(state): Extract<State>,
    Path(id): Path<SourceId>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let is_enabled = sources::hold(&transaction, id).await?.ok_or_else(|| Problem::not_found("source"))?;
    if is_enabled {
        sources::disable(&transaction, id, state.clock.now()).await?;
        let event = AuditEvent::done(AuditAction::DisableSource).to(id);
        state.identity.record(&transaction, &caller.actor, &event).await?;
        transaction.commit().await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
