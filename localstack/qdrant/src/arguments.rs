//! Command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;

/// A local Qdrant for development and tests.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// Loopback address to listen on; port 0 takes a free port.
    #[arg(long, default_value = "127.0.0.1:6334", value_parser = loopback_address)]
    pub listen: SocketAddr,
    /// Folder of the collections; created if missing.
    #[arg(long)]
    pub storage: PathBuf,
}

fn loopback_address(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|_| "expected an address such as 127.0.0.1:6334".to_owned())?;
    if address.ip().is_loopback() {
        return Ok(address);
    }
    Err(format!(
        "{} is not a loopback address: this server has no authentication and serves this machine only",
        address.ip()
    ))
}
