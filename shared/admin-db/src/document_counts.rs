//! Counts of documents by their readers, without counting rows: triggers record what each statement adds and removes.

use sisuiq_db::{GenericClient, Result, query};

/// Replaces the recorded changes by their sum, so that reading stays cheap.
pub async fn sum_up(client: &impl GenericClient) -> Result<()> {
    query::execute(client, include_str!("../queries/document_counts/sum_up.sql"), &[]).await?;
    Ok(())
}
