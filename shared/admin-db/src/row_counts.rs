//! How many rows there are, without counting them: triggers note what each statement adds and removes.

use sisuiq_db::{GenericClient, Result, query};

/// How many there are of each kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RowCounts {
    /// Accounts, closed ones too.
    pub users: i64,
    /// Conversations.
    pub sessions: i64,
    /// Questions and answers, those too that others took the place of.
    pub messages: i64,
    /// Documents that are not deleted.
    pub documents: i64,
    /// Passages of documents, of all versions.
    pub chunks: i64,
    /// Tables that are not deleted.
    pub analytics_snapshots: i64,
}

/// How many there are at this moment.
pub async fn of_everything(client: &impl GenericClient) -> Result<RowCounts> {
    query::one(client, include_str!("../queries/row_counts/of_everything.sql"), &[], |row| {
        Ok(RowCounts {
            users: row.try_get("users")?,
            sessions: row.try_get("sessions")?,
            messages: row.try_get("messages")?,
            documents: row.try_get("documents")?,
            chunks: row.try_get("chunks")?,
            analytics_snapshots: row.try_get("analytics_snapshots")?,
        })
    })
    .await
}

/// Puts the sum of what was noted in its place, so that reading it stays cheap.
pub async fn sum_up(client: &impl GenericClient) -> Result<()> {
    query::execute(client, include_str!("../queries/row_counts/sum_up.sql"), &[]).await?;
    query::execute(client, include_str!("../queries/document_counts/sum_up.sql"), &[]).await?;
    Ok(())
}
