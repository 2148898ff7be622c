//! The `qdrant-local` program.

use clap::Parser;
use qdrant_local::{Arguments, serve};
use tracing_subscriber::EnvFilter;

/// Hides warnings of the engine about options of the full server, which are not set here.
const DEFAULT_FILTER: &str = "info,qdrant_edge=error";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).with_writer(std::io::stderr).init();
    serve(arguments).await
}
