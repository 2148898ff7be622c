//! Forgets log-ins that ended long ago.

use crate::Retry;
use jiff::{SignedDuration, Timestamp};
use sisuiq_db::{Connection, auth_sessions};
use tracing::info;

/// How long a log-in that ended is still kept, for whoever looks into what happened.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How many one sweep forgets; the next goes on.
const MOST: i64 = 1_000;

pub(crate) async fn forget(connection: &Connection, now: Timestamp) -> Result<(), Retry> {
    let forgotten = auth_sessions::delete_expired(connection, now - KEPT, MOST).await?;
    info!(sessions = forgotten, "ended log-ins are forgotten");
    Ok(())
}
