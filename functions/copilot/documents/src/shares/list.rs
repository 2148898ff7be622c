//! `GET /api/documents/{id}/shares`: with whom a document is shared.

use super::{MOST, emails::EmailShareOut};
use crate::State;
use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_documents_db::{
    document_email_shares,
    document_group_shares::{self, DocumentGroupShare},
    document_role_shares::{self, DocumentRoleShare},
    document_shares::{self, DocumentShare},
    documents,
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccountGroupId, Capability, DocumentAccess, DocumentId, UserId, UserRole};
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

/// A group that a document is shared with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupShareOut {
    /// The group.
    group_id: AccountGroupId,
    /// The group's name.
    #[schema(example = "Grid planning")]
    name: String,
    /// When it was shared.
    created_at: Timestamp,
}

/// The readers of a document besides its owner.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SharesOut {
    /// The access without shares.
    access: DocumentAccess,
    /// The accounts that it is shared with, earliest first.
    users: Vec<UserShareOut>,
    /// The roles that it is shared with, earliest first.
    roles: Vec<RoleShareOut>,
    /// The groups that it is shared with, earliest first.
    groups: Vec<GroupShareOut>,
    /// The e-mail addresses that it is shared with, earliest first.
    emails: Vec<EmailShareOut>,
}

/// List a document's shares
///
/// The accounts, roles, groups and e-mail addresses that a document is shared with; for its owner and for administrators who may see it.
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
    let (readers, users, roles, groups, emails) = try_join!(
        documents::find_readers(&connection, id),
        document_shares::list(&connection, id, MOST),
        document_role_shares::list(&connection, id, MOST),
        document_group_shares::list(&connection, id, MOST),
        document_email_shares::list(&connection, id, MOST),
    )?;
    let readers = readers.ok_or_else(|| Problem::not_found("document"))?;
    Ok(Json(SharesOut {
        access: readers.access,
        users: users.into_iter().map(UserShareOut::from).collect(),
        roles: roles.into_iter().map(RoleShareOut::from).collect(),
        groups: groups.into_iter().map(GroupShareOut::from).collect(),
        emails: emails.into_iter().map(EmailShareOut::from).collect(),
    }))
}

impl From<DocumentShare> for UserShareOut {
    fn from(share: DocumentShare) -> Self {
        let DocumentShare { user_id, name, email, created_at } = share;
        Self { user_id, name, email, created_at }
    }
}

impl From<DocumentRoleShare> for RoleShareOut {
    fn from(share: DocumentRoleShare) -> Self {
        let DocumentRoleShare { role, created_at } = share;
        Self { role, created_at }
    }
}

impl From<DocumentGroupShare> for GroupShareOut {
    fn from(share: DocumentGroupShare) -> Self {
        let DocumentGroupShare { group_id, name, created_at } = share;
        Self { group_id, name, created_at }
    }
}
