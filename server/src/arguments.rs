//! The command line.

use clap::Parser;
use std::{io::Write, net::SocketAddr};
use utoipa::openapi::OpenApi;

/// Serves all HTTP functions of SISUiQ in one process. Settings are read from the environment, as in the functions.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080", env = "SISUIQ_LISTEN")]
    pub(crate) listen: SocketAddr,
    /// Print the API description as JSON and exit.
    #[arg(long)]
    pub(crate) openapi: bool,
    /// Print all settings of all programs as a table and exit.
    #[arg(long)]
    pub(crate) settings: bool,
}

/// Writes the settings to standard output.
pub(crate) fn print_settings() -> anyhow::Result<()> {
    write!(std::io::stdout(), "{}", sisuiq_config::settings::table())?;
    Ok(())
}

/// Writes the description to standard output.
pub(crate) fn print_openapi(description: &OpenApi) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{}", description.to_pretty_json()?)?;
    Ok(())
}
