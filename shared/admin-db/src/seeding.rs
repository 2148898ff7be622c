//! Keeps those who make demo data out of each other's way.

use sisuiq_db::{Result, Transaction, query};

/// The advisory lock that they hold.
const LOCK: i64 = 0x5345_4544;

/// Waits until nobody else makes demo data, and keeps others from it until the transaction ends.
pub async fn hold(transaction: &Transaction<'_>) -> Result<()> {
    query::execute(transaction, include_str!("../queries/seeding/hold.sql"), &[&LOCK]).await?;
    Ok(())
}
