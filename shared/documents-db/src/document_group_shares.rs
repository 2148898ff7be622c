//! Groups of accounts that documents are shared with.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AccountGroupId, DocumentId, UserId};

/// A group that a document is shared with.
#[derive(Clone, Debug)]
pub struct DocumentGroupShare {
    /// The group.
    pub group_id: AccountGroupId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
}

/// The groups that a document is shared with, longest shared first.
pub async fn list(client: &impl GenericClient, document: DocumentId, limit: i64) -> Result<Vec<DocumentGroupShare>> {
    query::all(client, include_str!("../queries/document_group_shares/list.sql"), &[&document, &limit], |row| {
        Ok(DocumentGroupShare {
            group_id: row.try_get("group_id")?,
            name: row.try_get("name")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// The groups of an account, with which documents may be shared.
pub async fn groups_of(client: &impl GenericClient, member: UserId) -> Result<Vec<AccountGroupId>> {
    let sql = include_str!("../queries/document_group_shares/groups_of.sql");
    query::all(client, sql, &[&member], |row| Ok(row.try_get("group_id")?)).await
}

/// Shares a document with a group, and returns whether that is new; `None` when there is no such group.
pub async fn insert(
    transaction: &impl GenericClient,
    document: DocumentId,
    group: AccountGroupId,
    now: Timestamp,
) -> Result<Option<bool>> {
    let sql = include_str!("../queries/document_group_shares/insert.sql");
    query::optional(transaction, sql, &[&document, &group, &now], |row| Ok(row.try_get("is_new")?)).await
}

/// Ends the sharing with a group; `false` when there was none.
pub async fn delete(transaction: &impl GenericClient, document: DocumentId, group: AccountGroupId) -> Result<bool> {
    let sql = include_str!("../queries/document_group_shares/delete.sql");
    Ok(query::execute(transaction, sql, &[&document, &group]).await? == 1)
}
