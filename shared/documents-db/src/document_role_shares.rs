//! Roles whose accounts documents are shared with.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DocumentId, UserRole};

/// A role that a document is shared with.
#[derive(Clone, Debug)]
pub struct DocumentRoleShare {
    /// The role.
    pub role: UserRole,
    /// Since when.
    pub created_at: Timestamp,
}

/// The roles that a document is shared with, longest shared first.
pub async fn list(client: &impl GenericClient, document: DocumentId, limit: i64) -> Result<Vec<DocumentRoleShare>> {
    query::all(client, include_str!("../queries/document_role_shares/list.sql"), &[&document, &limit], |row| {
        Ok(DocumentRoleShare { role: row.try_get("role")?, created_at: row.try_get("created_at")? })
    })
    .await
}

/// Shares a document with a role; `false` when it was shared already.
pub async fn insert(
    transaction: &impl GenericClient,
    document: DocumentId,
    role: UserRole,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_role_shares/insert.sql");
    Ok(query::execute(transaction, sql, &[&document, &role, &now]).await? == 1)
}

/// Ends the sharing with a role; `false` when there was none.
pub async fn delete(transaction: &impl GenericClient, document: DocumentId, role: UserRole) -> Result<bool> {
    let sql = include_str!("../queries/document_role_shares/delete.sql");
    Ok(query::execute(transaction, sql, &[&document, &role]).await? == 1)
}
