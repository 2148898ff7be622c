//! `/api/admin/audit`: who did what to which object, from where.

pub(crate) mod export;
pub(crate) mod head;
pub(crate) mod list;

use sisuiq_accounts_db::{audit_records, pending_audit_records};
use sisuiq_db::Connection;
use sisuiq_http::Result;

use crate::State;

/// The most waiting records that are chained before a read.
const MOST: i64 = 1_000;

/// Chains the records that wait, at most the oldest 1,000, and returns the connection. Reads then show what was recorded before
/// this request.
async fn up_to_date(state: &State) -> Result<Connection> {
    let mut connection = state.database.connection().await?;
    if pending_audit_records::exist(&connection).await? {
        audit_records::chain(&mut connection, MOST).await?;
    }
    Ok(connection)
}
