//! Puts what waits for the audit log into its chain.

use crate::Retry;
use sisuiq_db::{Connection, audit_records};
use tracing::info;

/// How many records one transaction takes.
const AT_ONCE: i64 = 1_000;
/// How many transactions one sweep makes; the next goes on.
const ROUNDS: usize = 20;

/// Tells the log, which others keep, where the chain ends: one that is made anew later does not lead there.
pub(crate) async fn chain(connection: &mut Connection) -> Result<(), Retry> {
    for _ in 0..ROUNDS {
        let chained = audit_records::chain(connection, AT_ONCE).await?;
        if let Some(head) = chained.head.filter(|_| chained.added > 0) {
            let (added, dropped) = (chained.added, chained.dropped);
            info!(sequence = head.sequence, hash = %head.hash, added, dropped, "the head of the audit log");
        }
        if i64::try_from(chained.added).is_ok_and(|added| added < AT_ONCE) {
            break;
        }
    }
    Ok(())
}
