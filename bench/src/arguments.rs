//! The command line.

use crate::measures::Measure;
use clap::Parser;

/// Measures the optimised programs. `cargo dev bench` starts it on a stack of its own.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Short doses.
    #[arg(long)]
    pub(crate) quick: bool,
    /// Print what changed against the committed baseline; fail when something became worse beyond the tolerance.
    #[arg(long)]
    pub(crate) compare: bool,
    /// Write the committed report, its plots and the baseline.
    #[arg(long, conflicts_with = "names")]
    pub(crate) record: bool,
    /// Only these.
    #[arg(value_enum)]
    pub(crate) names: Vec<Measure>,
}
