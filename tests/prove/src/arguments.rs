//! The command line.

use clap::Parser;
use prove::suites::{ALL, OPTIONAL, every};
use prove::{Optional, Suite};
use std::path::PathBuf;

/// Tests the product's promises.
#[derive(Clone, Debug, Parser)]
#[command(name = "prove")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Arguments {
    /// Run the small doses (the default)
    #[arg(long, conflicts_with = "full")]
    pub(crate) quick: bool,
    /// Run the doses that the promises are published with
    #[arg(long)]
    pub(crate) full: bool,
    /// Seed of the random cases
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Run this case alone, as it was in its dose
    #[arg(long, value_name = "NUMBER")]
    pub(crate) case: Option<u64>,
    /// Run suites again that have passed at this commit
    #[arg(long)]
    pub(crate) again: bool,
    /// Folder of the results
    #[arg(long, value_name = "FOLDER", default_value = ".local/prove")]
    pub(crate) records: PathBuf,
    /// Also write the table of all results to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Option<PathBuf>,
    /// Run the one suite in this process
    #[arg(long, hide = true)]
    pub(crate) alone: bool,
    /// The suites to run; all by default
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
}

impl Arguments {
    /// Number of cases of a suite.
    pub(crate) fn dose(&self, suite: &Suite) -> u64 {
        if self.full { suite.full } else { suite.quick }
    }

    /// The named suites, or all that can run here.
    pub(crate) fn suites(&self) -> Result<Vec<&'static Suite>, String> {
        let (possible, impossible): (Vec<&Optional>, Vec<&Optional>) =
            OPTIONAL.iter().partition(|optional| optional.is_possible());
        if self.names.is_empty() {
            for optional in impossible {
                eprintln!("– {}: is not run, {} is not set", optional.suite.name, optional.needs);
            }
            return Ok(ALL.iter().chain(possible.into_iter().map(|optional| &optional.suite)).collect());
        }
        let is_meant = |suite: &Suite, name: &str| suite.name == name.replace('-', "_");
        if let Some(optional) =
            impossible.iter().find(|optional| self.names.iter().any(|name| is_meant(&optional.suite, name)))
        {
            return Err(format!("{} needs {}", optional.suite.name, optional.needs));
        }
        let find = |name: &String| every().find(|suite| is_meant(suite, name));
        let known = || every().map(|suite| suite.name).collect::<Vec<_>>().join(", ");
        let found = self
            .names
            .iter()
            .map(|name| find(name).ok_or_else(|| format!("there is no suite {name}; there are {}", known())));
        found.collect()
    }
}
