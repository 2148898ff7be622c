//! Row counts. Except for tables of figures, no rows are counted: triggers record what each statement adds and removes.

use sisuiq_db::{GenericClient, Result, query};

/// Number of rows of each kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RowCounts {
    /// Accounts, closed ones too.
    pub users: i64,
    /// Conversations.
    pub sessions: i64,
    /// Questions and answers, replaced ones too.
    pub messages: i64,
    /// Documents that are not deleted.
    pub documents: i64,
    /// Passages of documents, of all versions.
    pub chunks: i64,
    /// Tables that are not deleted.
    pub analytics_snapshots: i64,
}

/// Reads the current counts.
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

/// Replaces the recorded changes by their sum, so that reading stays cheap.
pub async fn sum_up(client: &impl GenericClient) -> Result<()> {
    query::execute(client, include_str!("../queries/row_counts/sum_up.sql"), &[]).await?;
    Ok(())
}
