//! `DELETE /api/documents/{id}/shares/emails/{share_id}`: the owner of an e-mail address no longer reads a document.

use crate::State;
use crate::shares::{ReaderChange, count, hold};
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_documents_db::document_email_shares;
use sisuiq_events::announce;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, DocumentId, EmailShareId};
use utoipa::IntoParams;

/// The document and the share.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct StoredShareIn {
    /// The document.
    id: DocumentId,
    /// The share with an address.
    #[param(value_type = uuid::Uuid)]
    share_id: EmailShareId,
}

/// Stop sharing a document with an e-mail address
///
/// A user who saw the document only through this share loses access to it, and gets no more answers from it, once this
/// returns.
#[utoipa::path(
    delete,
    path = "/api/documents/{id}/shares/emails/{share_id}",
    tag = "documents",
    params(StoredShareIn),
    responses(
        (status = 204, description = "The document is no longer shared with the address"), BadRequest, Unauthorized, Forbidden, NotFound,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(StoredShareIn { id, share_id }): Path<StoredShareIn>,
) -> Result<StatusCode> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    if !document_email_shares::delete(&transaction, id, share_id).await? {
        return Err(Problem::not_found("share"));
    }
    let reader = share_id.to_string();
    let change = ReaderChange { action: AuditAction::UnshareDocument, document: id, reader: &reader };
    let readers = count(&state, &transaction, &caller, change, now).await?;
    transaction.commit().await?;
    drop(connection);
    announce("access update", id, state.queue.send_readers(readers)).await;
    Ok(StatusCode::NO_CONTENT)
}
