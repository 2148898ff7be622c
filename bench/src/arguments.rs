//! The command line.

use crate::measures::Measure;
use clap::Parser;
use std::path::PathBuf;

/// Benchmarks the optimised programs. `cargo dev bench` starts it on a stack of its own.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Run short doses.
    #[arg(long)]
    pub(crate) quick: bool,
    /// Compare with the committed baseline; fail if a figure became worse beyond the tolerance.
    #[arg(long)]
    pub(crate) compare: bool,
    /// Write the committed report, its plots and the baseline. What is not measured stays as it was recorded.
    #[arg(long)]
    pub(crate) record: bool,
    /// Measure quoted answers with the reader in this folder too.
    #[arg(long, value_name = "DIR")]
    pub(crate) reader: Option<PathBuf>,
    /// Measure names and lists of sanctions with the published ones in this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) documents: Option<PathBuf>,
    /// Only these measures.
    #[arg(value_enum)]
    pub(crate) names: Vec<Measure>,
}
