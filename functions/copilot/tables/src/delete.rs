//! `DELETE /api/ingest/data/{id}`: gone from this moment, cleaned up in the background.

use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::audit_records::Deed;
use sisuiq_documents_db::analytics_snapshots;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::User;
use sisuiq_model::{AnalyticsSnapshotId, AuditAction};
use std::time::Duration;
use tokio::time::timeout;
use tracing::warn;

/// The timeout of sending to the queue; the sweep repeats a lost message.
const QUEUE_PATIENCE: Duration = Duration::from_secs(2);

/// Delete a table
///
/// The table cannot be found or used in answers any more once this returns. Owners delete their own tables,
/// administrators also those for everyone.
#[utoipa::path(
    delete,
    path = "/api/ingest/data/{id}",
    tag = "tables",
    params(("id" = AnalyticsSnapshotId, Path, description = "The table")),
    responses((status = 204, description = "Deleted"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User,
    Extract(state): Extract<State>,
    Path(id): Path<AnalyticsSnapshotId>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let is_admin = caller.is_admin();
    if !analytics_snapshots::mark_deleted(&transaction, id, caller.id, is_admin, state.clock.now()).await? {
        return Err(Problem::not_found("table"));
    }
    state.identity.record(&transaction, &caller.actor, &Deed::done(AuditAction::DeleteSnapshot).to(id)).await?;
    transaction.commit().await?;
    drop(connection);
    order_clean_up(&state, id).await;
    Ok(StatusCode::NO_CONTENT)
}

/// The row is the durable order to clean up: should the message be lost, the sweep finds it.
pub(crate) async fn order_clean_up(state: &State, id: AnalyticsSnapshotId) {
    match timeout(QUEUE_PATIENCE, state.queue.send_delete_table(id.0)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => warn!(snapshot_id = %id, error = %error, "clean-up message failed, the sweep will retry it"),
        Err(error) => warn!(snapshot_id = %id, error = %error, "clean-up message failed, the sweep will retry it"),
    }
}
