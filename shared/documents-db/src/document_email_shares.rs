//! E-mail addresses that documents are shared with. The account that has confirmed such an address reads the document.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DocumentId, EmailShareId};
use tokio_postgres::Row;

/// An address that a document is shared with.
#[derive(Clone, Debug)]
pub struct DocumentEmailShare {
    /// The share.
    pub id: EmailShareId,
    /// The address in lower case.
    pub email: String,
    /// Since when.
    pub created_at: Timestamp,
}

/// The addresses that a document is shared with, longest shared first.
pub async fn list(client: &impl GenericClient, document: DocumentId, limit: i64) -> Result<Vec<DocumentEmailShare>> {
    let sql = include_str!("../queries/document_email_shares/list.sql");
    query::all(client, sql, &[&document, &limit], decode).await
}

/// Shares a document with an address. Returns the share, also an earlier one with the same address, and whether it is new. The
/// document has to be [locked](crate::documents::hold_managed).
pub async fn insert(
    transaction: &impl GenericClient,
    id: EmailShareId,
    document: DocumentId,
    email: &str,
    now: Timestamp,
) -> Result<(DocumentEmailShare, bool)> {
    let sql = include_str!("../queries/document_email_shares/insert.sql");
    query::one(transaction, sql, &[&id, &document, &email, &now], |row| Ok((decode(row)?, row.try_get("is_new")?)))
        .await
}

/// Ends the sharing with an address; `false` when there is no such share.
pub async fn delete(transaction: &impl GenericClient, document: DocumentId, share: EmailShareId) -> Result<bool> {
    let sql = include_str!("../queries/document_email_shares/delete.sql");
    Ok(query::execute(transaction, sql, &[&document, &share]).await? == 1)
}

fn decode(row: &Row) -> Result<DocumentEmailShare> {
    Ok(DocumentEmailShare {
        id: row.try_get("id")?,
        email: row.try_get("email")?,
        created_at: row.try_get("created_at")?,
    })
}
