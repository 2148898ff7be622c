//! `PUT /api/documents/{id}/shares/groups/{group_id}`: lets the members of a group read a document.

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

/// Share a document with a group
///
/// The members of the group may read the document and get answers from it, as long as they are members. Sharing twice has no
/// further effect.
#[utoipa::path(
    put,
    path = "/api/documents/{id}/shares/groups/{group_id}",
    tag = "documents",
    params(GroupShareIn),
    responses(
        (status = 204, description = "The document is shared"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn put(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(GroupShareIn { id, group_id }): Path<GroupShareIn>,
) -> Result<StatusCode> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    let is_new = document_group_shares::insert(&transaction, id, group_id, now).await?;
    if !is_new.ok_or_else(|| Problem::not_found("group"))? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let reader = group_id.to_string();
    let change = ReaderChange { action: AuditAction::ShareDocument, document: id, reader: &reader };
    let readers = count(&state, &transaction, &caller, change, now).await?;
    transaction.commit().await?;
    drop(connection);
    announce("access update", id, state.queue.send_readers(readers)).await;
    Ok(StatusCode::NO_CONTENT)
}
