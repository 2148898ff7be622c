//! `PUT /api/documents/{id}/shares/roles/{role}`: lets the accounts of a role read a document.

use super::{RoleShareIn, parse};
use crate::State;
use crate::shares::{ReaderChange, count, hold};
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_documents_db::document_role_shares;
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Forbidden, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AuditAction;

/// Share a document with a role
///
/// Everyone who has the role may read the document and get answers from it, as long as they have the role. Sharing
/// twice has no further effect.
#[utoipa::path(
    put,
    path = "/api/documents/{id}/shares/roles/{role}",
    tag = "documents",
    params(RoleShareIn),
    responses(
        (status = 204, description = "The document is shared"), BadRequest, Unauthorized, Forbidden, NotFound, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn put(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(RoleShareIn { id, role }): Path<RoleShareIn>,
) -> Result<StatusCode> {
    let role = parse(&role)?;
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    if !document_role_shares::insert(&transaction, id, role, now).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let change = ReaderChange { action: AuditAction::ShareDocument, document: id, reader: role.as_str() };
    let readers = count(&state, &transaction, &caller, change, now).await?;
    transaction.commit().await?;
    drop(connection);
    announce("access update", id, state.queue.send_readers(readers)).await;
    Ok(StatusCode::NO_CONTENT)
}
