//! `PUT /api/documents/{id}/shares/users/{user_id}`: lets an account read a document.

use super::UserShareIn;
use crate::State;
use crate::shares::{MOST, ReaderChange, count, hold};
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_documents_db::document_shares;
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AuditAction;

/// Share a document with an account
///
/// The user may read the document and get answers from it. Sharing twice has no further effect. A document can be
/// shared with 1,000 accounts and e-mail addresses.
#[utoipa::path(
    put,
    path = "/api/documents/{id}/shares/users/{user_id}",
    tag = "documents",
    params(UserShareIn),
    responses(
        (status = 204, description = "The document is shared"), BadRequest, Unauthorized, Forbidden, NotFound, Conflict,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn put(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(UserShareIn { id, user_id }): Path<UserShareIn>,
) -> Result<StatusCode> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    let is_new = document_shares::insert(&transaction, id, user_id, now).await?;
    if !is_new.ok_or_else(|| Problem::not_found("user"))? {
        return Ok(StatusCode::NO_CONTENT);
    }
    if document_shares::count(&transaction, id).await? > MOST {
        return Err(Problem::conflict(format!(
            "a document can be shared with at most {MOST} accounts and addresses: share it with a group or a role instead"
        )));
    }
    let reader = user_id.to_string();
    let change = ReaderChange { action: AuditAction::ShareDocument, document: id, reader: &reader };
    let readers = count(&state, &transaction, &caller, change, now).await?;
    transaction.commit().await?;
    drop(connection);
    announce("access update", id, state.queue.send_readers(readers)).await;
    Ok(StatusCode::NO_CONTENT)
}
