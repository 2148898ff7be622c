//! The command line.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};

use crate::Polling;

/// Stands in for event source mappings and the scheduler: brings queues and schedules to local functions.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Deliver queues and schedules of the template until SIGTERM, then finish the batches under way
    Run(RunArguments),
    /// Put the mirrored originals back into the bucket; run it before the bucket notifies the queue
    Restore(RestoreArguments),
}

/// How to deliver.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Where the functions are served, as by `cargo lambda watch`
    #[arg(long, env = "FUNCTIONS_URL")]
    pub functions: String,
    /// The template whose event sources and schedules are served
    #[arg(long, default_value = "template.yaml", env = "TEMPLATE_PATH")]
    pub template: PathBuf,
    /// The stage for which the template's conditions are decided
    #[arg(long, default_value = "dev", env = "SISUIQ_STAGE")]
    pub stage: String,
    /// Folder that keeps each original named in a notification
    #[arg(long, env = "ORIGINALS_PATH")]
    pub originals: PathBuf,
    /// How long a message stays hidden unless its function is still running; a failed one comes back after that.
    /// Shorter than the template's, so that a retry is seen while one waits
    #[arg(long, default_value_t = 20, value_name = "SECONDS", env = "BRIDGE_VISIBILITY_SECONDS",
          value_parser = clap::value_parser!(u16).range(1..))]
    pub visibility_seconds: u16,
    /// At most this many invocations at a time for each queue, even if the template allows more
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..))]
    pub concurrency: u16,
    /// How long one request to a queue waits for messages
    #[arg(long, default_value_t = 2, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(0..=20))]
    pub wait_seconds: u16,
}

/// What to put back.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// Folder that keeps the originals
    #[arg(long, env = "ORIGINALS_PATH")]
    pub originals: PathBuf,
    /// The bucket they belong into
    #[arg(long, env = "DOCUMENTS_BUCKET")]
    pub bucket: String,
}

impl RunArguments {
    /// How queues are read.
    #[must_use]
    pub fn polling(&self) -> Polling {
        Polling {
            visibility: Duration::from_secs(self.visibility_seconds.into()),
            wait: Duration::from_secs(self.wait_seconds.into()),
            concurrency: self.concurrency.into(),
        }
    }
}
