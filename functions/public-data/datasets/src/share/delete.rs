//! `DELETE /api/datasets/{id}/share`: nobody can use the link any more.

use super::no_link;
use crate::{State, problems::no_dataset};
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_datasets_db::dataset_shares;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, Capability, DatasetId};

/// Revoke the link of a dataset
///
/// The link opens nothing any more once this returns. A link that is created later has another token.
#[utoipa::path(
    delete,
    path = "/api/datasets/{id}/share",
    tag = "datasets",
    params(("id" = DatasetId, Path, description = "The dataset")),
    responses(
        (status = 204, description = "The link is revoked"),
        BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::TablesWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<DatasetId>,
) -> Result<StatusCode> {
    let by = (caller.id, caller.administers(Capability::TablesManage));
    let mut connection = state.datasets.database.connection().await?;
    let transaction = connection.transaction().await?;
    let found = dataset_shares::find_managed(&transaction, id, by, state.datasets.clock.now()).await?;
    found.ok_or_else(no_dataset)?.ok_or_else(no_link)?;
    if !dataset_shares::delete(&transaction, id).await? {
        return Err(no_link());
    }
    let event = AuditEvent::done(AuditAction::UnshareSnapshot).to(id);
    state.datasets.identity.record(&transaction, &caller.actor, &event).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
