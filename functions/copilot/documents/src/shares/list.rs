//! `GET /api/documents/{id}/shares`: with whom a document is shared.

use super::MOST;
use crate::State;
use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_documents_db::{document_role_shares, document_shares, documents};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{Capability, DocumentAccess, DocumentId, UserId, UserRole};
use tokio::try_join;
use utoipa::ToSchema;

/// An account that a document is shared with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UserShareOut {
    /// The account.
    user_id: UserId,
    /// The account's name.
    #[schema(example = "Grace Nakato")]
    name: String,
    /// Its e-mail address.
    #[schema(example = "grace@example.com")]
    email: String,
    /// When it was shared.
    created_at: Timestamp,
}

/// A role that a document is shared with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleShareOut {
    /// The role.
    role: UserRole,
    /// When it was shared.
    created_at: Timestamp,
}

/// The accounts and roles that may read a document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SharesOut {
    /// The access without shares.
    access: DocumentAccess,
    /// The accounts that it is shared with, earliest first.
    users: Vec<UserShareOut>,
    /// The roles that it is shared with, earliest first.
    roles: Vec<RoleShareOut>,
}

/// List a document's shares
///
/// The accounts and roles that a document is shared with; for its owner and for administrators who may see it.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/shares",
    tag = "documents",
    params(("id" = DocumentId, Path, description = "The document")),
    responses((status = 200, body = SharesOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
) -> Result<Json<SharesOut>> {
    let connection = state.database.connection().await?;
    if !documents::is_managed(&connection, id, caller.id, caller.administers(Capability::DocumentsManage)).await? {
        return Err(Problem::not_found("document"));
    }
    let (readers, users, roles) = try_join!(
        documents::find_readers(&connection, id),
        document_shares::list(&connection, id, MOST),
        document_role_shares::list(&connection, id, MOST),
    )?;
    let readers = readers.ok_or_else(|| Problem::not_found("document"))?;
    let user = |share: document_shares::DocumentShare| UserShareOut {
        user_id: share.user_id,
        name: share.name,
        email: share.email,
        created_at: share.created_at,
    };
    let role = |share: document_role_shares::DocumentRoleShare| RoleShareOut {
        role: share.role,
        created_at: share.created_at,
    };
    Ok(Json(SharesOut {
        access: readers.access,
        users: users.into_iter().map(user).collect(),
        roles: roles.into_iter().map(role).collect(),
    }))
}
