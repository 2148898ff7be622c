//! `PUT` and `DELETE /api/documents/{id}/shares/roles/{role}`: a role whose accounts may read a document.

use super::{announce, count, hold};
use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_documents_db::document_role_shares;
use sisuiq_http::{
    BadRequest, FieldError, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::User;
use sisuiq_model::{AuditAction, DocumentId, UserRole};
use utoipa::IntoParams;

/// The document and the role.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct RoleShareIn {
    /// The document.
    id: DocumentId,
    /// The role: admin, analyst, compliance, auditor or user.
    #[param(min_length = 1, max_length = 32, example = "analyst")]
    role: String,
}

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
pub(crate) async fn share(
    caller: User,
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
    let readers = count(&state, &transaction, &caller, (AuditAction::ShareDocument, id, role.as_str()), now).await?;
    transaction.commit().await?;
    drop(connection);
    announce(&state, readers).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Stop sharing a document with a role
///
/// Users who saw the document only through this role lose access to it, and to answers from it, once this returns.
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
pub(crate) async fn unshare(
    caller: User,
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
    let readers = count(&state, &transaction, &caller, (AuditAction::UnshareDocument, id, role.as_str()), now).await?;
    transaction.commit().await?;
    drop(connection);
    announce(&state, readers).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Guests may do nothing with documents.
fn parse(role: &str) -> Result<UserRole> {
    let known = role.parse().map_err(|error: sisuiq_model::UnknownName| error.to_string());
    let known = known
        .and_then(|role| if role == UserRole::Guest { Err("guests read no documents".to_owned()) } else { Ok(role) });
    known.map_err(|fault| Problem::unprocessable(vec![FieldError::new("role", fault)]))
}
