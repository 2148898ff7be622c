//! Races between a request and a change of its account.

use super::World;
use sisuiq_model::UserId;
use std::{future::Future, time::Duration};
use tokio::time::{sleep, timeout};

/// Maximum time until a request waits for the lock of the account.
const TIMEOUT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(5);

impl World {
    /// Sends a request and runs this statement about an account, its `$1`, just before the request locks the account, but after
    /// everything that the request reads before.
    pub async fn overtakes<T>(&self, account: UserId, statement: &str, request: impl Future<Output = T>) -> T {
        let connection = self.database().dedicated().await.expect("the world's database answers");
        for step in ["BEGIN", "SELECT FROM users WHERE id = $1 FOR UPDATE", statement] {
            let parameters: &[&(dyn tokio_postgres::types::ToSql + Sync)] =
                if step == "BEGIN" { &[] } else { &[&account] };
            connection.execute(step, parameters).await.expect("the statement can be run");
        }
        let commit = async {
            let waits = timeout(TIMEOUT, self.somebody_waits()).await;
            waits.expect("the request waits for the account");
            connection.execute("COMMIT", &[]).await.expect("the statement can be kept");
        };
        tokio::join!(request, commit).0
    }

    /// Returns once a session waits for a lock in the world's database.
    async fn somebody_waits(&self) {
        let waiting = "SELECT EXISTS (SELECT FROM pg_stat_activity \
            WHERE datname = current_database() AND wait_event_type = 'Lock')";
        let connection = self.database().dedicated().await.expect("the world's database answers");
        while !connection.query_one(waiting, &[]).await.expect("it says who waits").get::<_, bool>(0) {
            sleep(POLL).await;
        }
    }
}
