use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::Parser;

/// Serves the routes of template.yaml on one local origin, in front of the functions.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// Loopback address and port to listen on; port 0 takes a free port, which is logged
    #[arg(long, default_value = "127.0.0.1:8080", env = "EDGE_LISTEN")]
    pub listen: SocketAddr,
    /// Address of the functions, such as that of `cargo lambda watch`
    #[arg(long, env = "FUNCTIONS_URL")]
    pub functions: String,
    /// Template with the routes to serve
    #[arg(long, default_value = "template.yaml", env = "TEMPLATE_PATH")]
    pub template: PathBuf,
    /// Stage for which the template's conditions are evaluated
    #[arg(long, default_value = "dev", env = "SISUIQ_STAGE")]
    pub stage: String,
    /// Folder of static files for all paths that are not routes; without it, / is a short landing page
    #[arg(long = "static", value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Address of the file store, for everything under /files
    #[arg(long, value_name = "URL")]
    pub files: Option<String>,
    /// Folder of the functions' logs, whose metrics /metrics aggregates
    #[arg(long, value_name = "DIR")]
    pub logs: Option<PathBuf>,
    /// Time that requests in progress get after SIGTERM
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    pub drain_seconds: u64,
}

impl Arguments {
    /// The time that requests in progress get after SIGTERM.
    #[must_use]
    pub fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}
