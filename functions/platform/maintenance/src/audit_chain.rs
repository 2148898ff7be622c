//! The hash chain of the audit log: waiting records get their number and their hash.

use sisuiq_accounts_db::audit_records::{self, Chained};
use sisuiq_db::{Connection, DatabaseError};
use tracing::info;

/// Records of one transaction.
const BATCH: u16 = 1_000;
/// Transactions of one run; the next run continues.
const ROUNDS: usize = 20;

/// Appends the waiting records and logs the head of the chain.
///
/// Logs are stored elsewhere, so a chain that somebody rebuilds later does not lead to a head that was logged before.
pub(crate) async fn extend(connection: &mut Connection) -> Result<(), DatabaseError> {
    let mut total = Chained::default();
    for _ in 0..ROUNDS {
        let Chained { added, dropped, head } = audit_records::chain(connection, i64::from(BATCH)).await?;
        total = Chained { added: total.added + added, dropped: total.dropped + dropped, head };
        if added < usize::from(BATCH) && dropped < u64::from(BATCH) {
            break;
        }
    }
    if let Some(head) = total.head {
        let Chained { added, dropped, .. } = total;
        info!(sequence = head.sequence, hash = %head.hash, added, dropped, "the head of the audit log");
    }
    Ok(())
}
