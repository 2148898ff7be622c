//! The private Postgres server.

use std::time::Duration;

use anyhow::Result;

use super::{POSTGRES, Supervisor, health, part::Spec, postgres_data};
use crate::stack::{Kind, passwd};

/// Time until Postgres accepts logins. Recovery after a crash replays the log first.
const TIMEOUT: Duration = Duration::from_mins(2);

impl Supervisor {
    pub(super) fn start_postgres(&mut self) -> Result<()> {
        let user = passwd::postgres_user()?;
        let cluster = postgres_data::Cluster::prepare(&self.stack, user, &self.secrets)?;
        let mut settings = vec![
            "listen_addresses=127.0.0.1".to_owned(),
            // no Unix socket: its path would be too long below a project with a long path
            "unix_socket_directories=".to_owned(),
            "max_connections=300".to_owned(),
            "shared_buffers=64MB".to_owned(),
        ];
        if self.stack.kind == Kind::Test {
            // test data need not survive a crash of the machine, and the tests create many databases; commits still survive a
            // crash of the server
            let hasty = ["fsync=off", "full_page_writes=off"];
            let short_log = ["wal_level=minimal", "max_wal_senders=0", "max_wal_size=128MB"];
            settings.extend(hasty.iter().chain(&short_log).map(|setting| (*setting).to_owned()));
        }
        let mut spec = Spec::new(POSTGRES, cluster.program("postgres"), cluster.data())
            .arguments(["-D".into(), cluster.data().into_os_string()])
            .arguments(["-p".to_owned(), self.ports.postgres.to_string()])
            .port(self.ports.postgres);
        for setting in settings {
            spec = spec.arguments(["-c".to_owned(), setting]);
        }
        spec.user = user;
        self.start(spec)
    }

    pub(super) fn await_postgres(&mut self) -> Result<()> {
        let port = self.ports.postgres;
        self.wait_until(POSTGRES, TIMEOUT, || health::postgres_is_ready(port))
    }
}
