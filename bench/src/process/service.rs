//! A child process that serves HTTP on a local port.

use crate::{
    client::{Call, Connection},
    process::Log,
    settings::Settings,
};
use anyhow::{Context, Result, bail};
use std::{
    net::{Ipv4Addr, SocketAddr},
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    time::sleep,
};

const TIMEOUT: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(20);

/// A running program. It is killed when this value is dropped.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    pub(crate) pid: u32,
    pub(crate) log: Log,
    child: Child,
}

impl Service {
    /// Starts a program with its address in `--listen`, and waits until `path` answers with success.
    pub(crate) async fn start(settings: &Settings, name: &str, mut command: Command, path: &str) -> Result<Self> {
        let address = free_port().await?;
        let log = Log::of(settings, name)?;
        command.arg("--listen").arg(address.to_string()).stdin(Stdio::null());
        command.stdout(log.file()?).stderr(log.file()?).kill_on_drop(true);
        let child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let pid = child.id().with_context(|| format!("{name} ended at once"))?;
        let mut service = Self { address, pid, log, child };
        let deadline = Instant::now() + TIMEOUT;
        while !service.answers(path).await {
            if let Some(status) = service.child.try_wait()? {
                bail!("{name} ended ({status}); its log is {}", settings.log_of(name).display());
            }
            if Instant::now() > deadline {
                bail!("{name} was not ready in time; its log is {}", settings.log_of(name).display());
            }
            sleep(POLL).await;
        }
        Ok(service)
    }

    async fn answers(&self, path: &str) -> bool {
        let Ok(mut connection) = Connection::open(self.address).await else { return false };
        connection.send(&Call::get(path)).await.is_ok_and(|reply| reply.status.is_success())
    }

    /// Kills the process and waits for its end.
    pub(crate) async fn end(mut self) -> Result<()> {
        self.child.kill().await.context("cannot end a program that was measured")
    }
}

/// Finds a free port.
async fn free_port() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no port is free")?;
    Ok(listener.local_addr()?)
}
