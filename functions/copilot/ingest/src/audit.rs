//! Puts what waits for the audit log into its chain.

use crate::Retry;
use sisuiq_accounts_db::audit_records::{self, Chained};
use sisuiq_db::Connection;
use tracing::info;

/// How many records one transaction takes.
const AT_ONCE: i64 = 1_000;
/// How many transactions one sweep makes; the next goes on.
const ROUNDS: usize = 20;

/// Tells the log, which others keep, where the chain ends: one that is made anew later does not lead there.
pub(crate) async fn chain(connection: &mut Connection) -> Result<(), Retry> {
    let mut whole = Chained::default();
    for _ in 0..ROUNDS {
        let Chained { added, dropped, head } = audit_records::chain(connection, AT_ONCE).await?;
        whole = Chained { added: whole.added + added, dropped: whole.dropped + dropped, head };
        if i64::try_from(added).unwrap_or(i64::MAX).max(i64::try_from(dropped).unwrap_or(i64::MAX)) < AT_ONCE {
            break;
        }
    }
    if let Some(head) = whole.head {
        let (added, dropped) = (whole.added, whole.dropped);
        info!(sequence = head.sequence, hash = %head.hash, added, dropped, "the head of the audit log");
    }
    Ok(())
}
