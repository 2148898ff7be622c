//! The publishers of watched sources on this machine: a request is answered with the file of its host and path.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use sisuiq_sources::server::SourceServer;

/// Answers each request with the file of its host and path below a folder, as it is at that moment
#[derive(Debug, Parser)]
struct Arguments {
    /// Loopback address and port to listen on
    #[arg(long, value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Folder of the files
    #[arg(long)]
    folder: PathBuf,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Arguments { listen, folder } = Arguments::parse();
    anyhow::ensure!(listen.ip().is_loopback(), "--listen: {listen} is no loopback address");
    anyhow::ensure!(folder.is_dir(), "--folder: there is no folder {}", folder.display());
    let server = SourceServer::of_folder(folder);
    let _listening = server.listen(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    tokio::signal::ctrl_c().await.context("cannot wait for a signal")
}
