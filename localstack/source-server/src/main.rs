//! The publishers of watched sources on this machine: a request is answered with the file of its host and path.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use sisuiq_sources::server::SourceServer;

/// Answers a request for https://HOST/PATH with the file FOLDER/HOST/PATH, as it is at that moment
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
    let listening = server.listen(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    println!("plays sources on {}", listening.address());
    tokio::signal::ctrl_c().await.context("cannot wait for a signal")
}
