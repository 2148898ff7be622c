//! `DELETE /api/documents/{id}/shares/groups/{group_id}`: the members of a group no longer read a document.

use super::GroupShareIn;
use crate::State;
use crate::shares::{ReaderChange, count, hold};
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_documents_db::document_group_shares;
use sisuiq_events::announce;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AuditAction;

/// Stop sharing a document with a group
///
/// Users who saw the document only through this group lose access to it, and get no more answers from it, once this returns.
#[utoipa::path(
    delete,
    path = "/api/documents/{id}/shares/groups/{group_id}",
    tag = "documents",
    params(GroupShareIn),
    responses(
        (status = 204, description = "The document is no longer shared with the group"), BadRequest, Unauthorized, Forbidden, NotFound,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(GroupShareIn { id, group_id }): Path<GroupShareIn>,
) -> Result<StatusCode> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    if !document_group_shares::delete(&transaction, id, group_id).await? {
        return Err(Problem::not_found("share"));
    }
    let reader = group_id.to_string();
    let change = ReaderChange { action: AuditAction::UnshareDocument, document: id, reader: &reader };
    let readers = count(&state, &transaction, &caller, change, now).await?;
    transaction.commit().await?;
    drop(connection);
    announce("access update", id, state.queue.send_readers(readers)).await;
    Ok(StatusCode::NO_CONTENT)
}
