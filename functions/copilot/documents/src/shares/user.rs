//! `PUT` and `DELETE /api/documents/{id}/shares/users/{user_id}`: one account that may read a document.

use super::{MOST, announce, count, hold};
use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_documents_db::document_shares;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::User;
use sisuiq_model::{AuditAction, DocumentId, UserId};
use utoipa::IntoParams;

/// The document and the account.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct UserShareIn {
    /// The document.
    id: DocumentId,
    /// The account.
    #[param(value_type = uuid::Uuid)]
    user_id: UserId,
}

/// Share a document with an account
///
/// The user may read the document and get answers from it. Sharing twice has no further effect. A document can be
/// shared with 1,000 accounts.
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
pub(crate) async fn share(
    caller: User,
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
            "a document can be shared with at most {MOST} accounts: share it with a role instead"
        )));
    }
    let reader = user_id.to_string();
    let readers = count(&state, &transaction, &caller, (AuditAction::ShareDocument, id, &reader), now).await?;
    transaction.commit().await?;
    drop(connection);
    announce(&state, readers).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Stop sharing a document with an account
///
/// The user loses access to the document, and to answers from it, once this returns.
#[utoipa::path(
    delete,
    path = "/api/documents/{id}/shares/users/{user_id}",
    tag = "documents",
    params(UserShareIn),
    responses(
        (status = 204, description = "The document is no longer shared with the account"), BadRequest, Unauthorized, Forbidden, NotFound,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn unshare(
    caller: User,
    Extract(state): Extract<State>,
    Path(UserShareIn { id, user_id }): Path<UserShareIn>,
) -> Result<StatusCode> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    if !document_shares::delete(&transaction, id, user_id).await? {
        return Err(Problem::not_found("share"));
    }
    let reader = user_id.to_string();
    let readers = count(&state, &transaction, &caller, (AuditAction::UnshareDocument, id, &reader), now).await?;
    transaction.commit().await?;
    drop(connection);
    announce(&state, readers).await;
    Ok(StatusCode::NO_CONTENT)
}
