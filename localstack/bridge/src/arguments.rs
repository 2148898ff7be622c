//! The command line.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};

use crate::Polling;

/// Delivers messages from queues, and scheduled events, to local functions, like event source mappings and the scheduler in AWS.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Arguments {
    /// The command to run
    #[command(subcommand)]
    pub command: Command,
}

/// Commands of the bridge.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Deliver messages and scheduled events of the template until SIGTERM, then finish the batches in progress
    Run(RunArguments),
    /// Restore the mirrored originals to the bucket; run it before the bucket notifies the queue
    Restore(RestoreArguments),
}

/// Options of the delivery.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Address of the functions, such as that of `cargo lambda watch`
    #[arg(long, env = "FUNCTIONS_URL")]
    pub functions: String,
    /// Template with the event sources and schedules to deliver
    #[arg(long, default_value = "template.yaml", env = "TEMPLATE_PATH")]
    pub template: PathBuf,
    /// Stage for which the template's conditions are evaluated
    #[arg(long, default_value = "dev", env = "SISUIQ_STAGE")]
    pub stage: String,
    /// Folder that stores a copy of each original named in a notification
    #[arg(long, env = "ORIGINALS_PATH")]
    pub originals: PathBuf,
    /// Visibility timeout of a message, renewed while its function runs: the delay before a failed message is redelivered.
    /// Shorter than in the template, so that a retry can be watched
    #[arg(long, default_value_t = 20, value_name = "SECONDS", env = "BRIDGE_VISIBILITY_SECONDS",
          value_parser = clap::value_parser!(u16).range(1..))]
    pub visibility_seconds: u16,
    /// Maximum number of concurrent invocations per queue, even if the template allows more
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..))]
    pub concurrency: u16,
    /// Long-polling time of one request to a queue
    #[arg(long, default_value_t = 2, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(0..=20))]
    pub wait_seconds: u16,
}

/// Options of a restore.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// Folder with the originals
    #[arg(long, env = "ORIGINALS_PATH")]
    pub originals: PathBuf,
    /// Bucket of the originals
    #[arg(long, env = "DOCUMENTS_BUCKET")]
    pub bucket: String,
}

impl RunArguments {
    /// The polling of queues.
    #[must_use]
    pub fn polling(&self) -> Polling {
        Polling {
            visibility: Duration::from_secs(self.visibility_seconds.into()),
            wait: Duration::from_secs(self.wait_seconds.into()),
            concurrency: self.concurrency.into(),
        }
    }
}
