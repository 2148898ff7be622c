//! Accounts that documents are shared with.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DocumentId, UserId};

/// An account that a document is shared with.
#[derive(Clone, Debug)]
pub struct DocumentShare {
    /// The account.
    pub user_id: UserId,
    /// Name of the account.
    pub name: String,
    /// Its e-mail address.
    pub email: String,
    /// Since when.
    pub created_at: Timestamp,
}

/// The accounts that a document is shared with, longest shared first.
pub async fn list(client: &impl GenericClient, document: DocumentId, limit: i64) -> Result<Vec<DocumentShare>> {
    query::all(client, include_str!("../queries/document_shares/list.sql"), &[&document, &limit], |row| {
        Ok(DocumentShare {
            user_id: row.try_get("user_id")?,
            name: row.try_get("name")?,
            email: row.try_get("email")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .await
}

/// The number of accounts and e-mail addresses that a document is shared with.
pub async fn count(client: &impl GenericClient, document: DocumentId) -> Result<i64> {
    query::one(client, include_str!("../queries/document_shares/count.sql"), &[&document], |row| Ok(row.try_get(0)?))
        .await
}

/// Shares a document with an account, and returns whether that is new; `None` when there is no such account, or it is closed or
/// a guest's.
pub async fn insert(
    transaction: &impl GenericClient,
    document: DocumentId,
    reader: UserId,
    now: Timestamp,
) -> Result<Option<bool>> {
    let sql = include_str!("../queries/document_shares/insert.sql");
    query::optional(transaction, sql, &[&document, &reader, &now], |row| Ok(row.try_get("is_new")?)).await
}

/// Ends the sharing with an account; `false` when there was none.
pub async fn delete(transaction: &impl GenericClient, document: DocumentId, reader: UserId) -> Result<bool> {
    let sql = include_str!("../queries/document_shares/delete.sql");
    Ok(query::execute(transaction, sql, &[&document, &reader]).await? == 1)
}
