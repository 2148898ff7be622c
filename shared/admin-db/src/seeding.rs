//! A lock for programs that write demo data.

use sisuiq_db::{Result, Transaction, query};

/// The key of the advisory lock.
const LOCK: i64 = 0x5345_4544;

/// Waits for other writers of demo data, and locks them out until the transaction ends.
pub async fn lock(transaction: &Transaction<'_>) -> Result<()> {
    query::execute(transaction, include_str!("../queries/seeding/lock.sql"), &[&LOCK]).await?;
    Ok(())
}
