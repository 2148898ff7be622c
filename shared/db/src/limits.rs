//! Time limits of the database.

use sisuiq_config::{Reader, settings};
use std::time::Duration;

/// Upper bound of the check that a connection is alive.
const LONGEST_SIGN_OF_LIFE: Duration = Duration::from_secs(1);
/// Upper bound of the time by which Postgres ends a statement before the client closes its connection.
const LONGEST_LEAD: Duration = Duration::from_millis(500);
/// Interval at which Postgres checks that the client of a running statement is still connected.
const CLIENT_CHECK: Duration = Duration::from_secs(2);

/// Time limits of the database. A caller gets 503 when connecting, waiting or a statement takes longer.
#[derive(Clone, Copy, Debug)]
pub struct DatabaseLimits {
    /// Connecting and logging in.
    pub connect: Duration,
    /// Waiting for a free connection of the pool.
    pub wait: Duration,
    /// One statement, or the pause between two of a transaction; a connection that took longer is closed.
    pub statement: Duration,
    /// A connection idle for this long is checked before it is handed out: a function that was frozen wakes with sockets that
    /// its peers closed long ago.
    pub idle: Duration,
}

impl Default for DatabaseLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            wait: Duration::from_secs(2),
            statement: Duration::from_secs(10),
            idle: Duration::from_secs(5),
        }
    }
}

impl DatabaseLimits {
    /// Reads `DATABASE_CONNECT_MILLISECONDS`, `DATABASE_WAIT_MILLISECONDS`, `DATABASE_STATEMENT_MILLISECONDS` and
    /// `DATABASE_IDLE_MILLISECONDS`.
    pub fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            connect: reader.milliseconds(&settings::DATABASE_CONNECT_MILLISECONDS),
            wait: reader.milliseconds(&settings::DATABASE_WAIT_MILLISECONDS),
            statement: reader.milliseconds(&settings::DATABASE_STATEMENT_MILLISECONDS),
            idle: reader.milliseconds(&settings::DATABASE_IDLE_MILLISECONDS),
        }
    }

    pub(crate) fn sign_of_life(self) -> Duration {
        self.connect.min(LONGEST_SIGN_OF_LIFE)
    }

    /// Session settings of a connection of the pool. Postgres ends a statement shortly before the client would, a statement
    /// whose client has disconnected, and a transaction that pauses for as long as a statement may take (its client was frozen
    /// in the middle), so that abandoned statements do not run on and their locks are released. It also plans each statement
    /// once for all values: planning again for each takes as long as most statements do.
    pub(crate) fn options(self) -> String {
        let lead = (self.statement / 10).min(LONGEST_LEAD);
        // 0 would be no limit at all
        let statement = self.statement.saturating_sub(lead).as_millis().max(1);
        let pause = self.statement.as_millis().max(1);
        let check = CLIENT_CHECK.as_millis();
        format!(
            "-c statement_timeout={statement} -c idle_in_transaction_session_timeout={pause} \
             -c client_connection_check_interval={check} -c plan_cache_mode=force_generic_plan"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_ends_statements_before_the_client() {
        let known = [(10_000, 9_500, 10_000), (500, 450, 500), (600_000, 599_500, 600_000), (1, 1, 1), (0, 1, 1)];
        for (client, postgres, pause) in known {
            let limits = DatabaseLimits { statement: Duration::from_millis(client), ..DatabaseLimits::default() };
            let expected = format!(
                "-c statement_timeout={postgres} -c idle_in_transaction_session_timeout={pause} \
                 -c client_connection_check_interval=2000 -c plan_cache_mode=force_generic_plan"
            );
            assert_eq!(limits.options(), expected);
        }
    }
}
