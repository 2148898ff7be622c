//! How long the database may take.

use sisuiq_config::Reader;
use std::time::Duration;

/// The longest a connection is waited for while it proves that it is alive.
const LONGEST_SIGN_OF_LIFE: Duration = Duration::from_secs(1);

/// How long the database may take before a caller is told to ask again later.
#[derive(Clone, Copy, Debug)]
pub struct DatabaseLimits {
    /// Connecting and logging in.
    pub connect: Duration,
    /// Until a connection of the pool is free.
    pub wait: Duration,
    /// One statement; a connection that took longer is given up.
    pub statement: Duration,
    /// Unused for this long or longer, a connection is asked for a sign of life before it is handed out: a function that
    /// was frozen wakes with sockets that its peers closed long ago.
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
    pub(crate) fn read(reader: &mut Reader<'_>) -> Self {
        let usual = Self::default();
        Self {
            connect: reader.milliseconds("DATABASE_CONNECT_MILLISECONDS", usual.connect),
            wait: reader.milliseconds("DATABASE_WAIT_MILLISECONDS", usual.wait),
            statement: reader.milliseconds("DATABASE_STATEMENT_MILLISECONDS", usual.statement),
            idle: reader.milliseconds("DATABASE_IDLE_MILLISECONDS", usual.idle),
        }
    }

    pub(crate) fn sign_of_life(self) -> Duration {
        self.connect.min(LONGEST_SIGN_OF_LIFE)
    }
}
