use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::Parser;

/// Serves the routes of template.yaml on one local origin, in front of the functions.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// Loopback address and port to listen on; port 0 takes a free one, which the log names
    #[arg(long, default_value = "127.0.0.1:8080", env = "EDGE_LISTEN")]
    pub listen: SocketAddr,
    /// Where the functions are served, as by `cargo lambda watch`
    #[arg(long, env = "FUNCTIONS_URL")]
    pub functions: String,
    /// The template whose routes are served
    #[arg(long, default_value = "template.yaml", env = "TEMPLATE_PATH")]
    pub template: PathBuf,
    /// The stage for which the template's conditions are decided
    #[arg(long, default_value = "dev", env = "SISUIQ_STAGE")]
    pub stage: String,
    /// Folder of static files for everything that is no route; without it, / is a short landing page
    #[arg(long = "static", value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The store of files, for everything under /files
    #[arg(long, value_name = "URL")]
    pub files: Option<String>,
    /// Folder of the functions' logs, whose metrics /metrics adds up
    #[arg(long, value_name = "DIR")]
    pub logs: Option<PathBuf>,
    /// How long requests under way may still take after SIGTERM
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    pub drain_seconds: u64,
}

impl Arguments {
    /// How long requests under way may still take after SIGTERM.
    #[must_use]
    pub fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}
