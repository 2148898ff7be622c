//! `DELETE /api/documents/{id}/shares/roles/{role}`: the accounts of a role no longer read a document.

use super::{RoleShareIn, parse};
use crate::State;
use crate::shares::{ReaderChange, count, hold};
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_documents_db::document_role_shares;
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AuditAction;

/// Stop sharing a document with a role
///
/// Users who saw the document only through this role lose access to it, and get no more answers from it, once this returns.
#[utoipa::path(
    delete,
    path = "/api/documents/{id}/shares/roles/{role}",
    tag = "documents",
    params(RoleShareIn),
    responses(
        (status = 204, description = "The document is no longer shared with the role"), BadRequest, Unauthorized, Forbidden,
        NotFound, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(RoleShareIn { id, role }): Path<RoleShareIn>,
) -> Result<StatusCode> {
    let role = parse(&role)?;
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    if !document_role_shares::delete(&transaction, id, role).await? {
        return Err(Problem::not_found("share"));
    }
    let change = ReaderChange { action: AuditAction::UnshareDocument, document: id, reader: role.as_str() };
    let readers = count(&state, &transaction, &caller, change, now).await?;
    transaction.commit().await?;
    drop(connection);
    announce("access update", id, state.queue.send_readers(readers)).await;
    Ok(StatusCode::NO_CONTENT)
}
