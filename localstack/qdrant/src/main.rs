//! The program: reads its arguments, then serves until it is told to end.

use clap::Parser;
use qdrant_local::{Arguments, serve};
use tracing_subscriber::EnvFilter;

/// The engine warns about switches of the full server it was never given.
const DEFAULT_FILTER: &str = "info,qdrant_edge=error";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).with_writer(std::io::stderr).init();
    serve(arguments).await
}
