//! A lock on the accounts, which blocks every log-in.

use sisuiq_db::Connection;
use std::time::{Duration, Instant};
use tokio::time::sleep;
use world::World;

const TIMEOUT: Duration = Duration::from_secs(10);
const GLANCE: Duration = Duration::from_millis(20);

/// A lock on the table of accounts. It ends with its connection at the latest.
pub(super) struct Accounts {
    lock: Connection,
    watch: Connection,
}

impl Accounts {
    pub(super) async fn lock(world: &World) -> Self {
        let lock = world.database().connection().await.expect("the database answers");
        let watch = world.database().connection().await.expect("the database answers");
        for statement in ["BEGIN", "LOCK TABLE users IN ACCESS EXCLUSIVE MODE"] {
            lock.execute(statement, &[]).await.expect("nobody else holds a lock");
        }
        Self { lock, watch }
    }

    /// Waits until this number of statements wait for the lock.
    pub(super) async fn are_waited_for(&self, by: usize) -> Result<(), String> {
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let deadline = Instant::now() + TIMEOUT;
        while Instant::now() < deadline {
            let row = self.watch.query_one(waiting, &[]).await.map_err(|error| error.to_string())?;
            if usize::try_from(row.get::<_, i64>(0)).is_ok_and(|waiting| waiting >= by) {
                return Ok(());
            }
            sleep(GLANCE).await;
        }
        Err(format!("fewer than {by} log-ins were taken in"))
    }

    pub(super) async fn unlock(self) {
        self.lock.execute("ROLLBACK", &[]).await.expect("the database answers");
    }
}
