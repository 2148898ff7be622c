//! Tests the product's promises and records the results. `cargo dev prove` starts it with the stores that it needs.
//!
//! Each suite runs in a process of its own, so that a crash or high memory use affects no other.
#![recursion_limit = "256"]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is the program's face")]

mod alone;
mod evidence;
mod machine;

use alone::run_alone;
use clap::Parser;
use evidence::Evidence;
use prove::suites::{ALL, OPTIONAL, every};
use prove::{
    Dose, Optional, Outcome, Suite, Worst,
    record::{Record, Records},
};
use std::{
    error::Error,
    io,
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

/// Tests the product's promises.
#[derive(Clone, Debug, Parser)]
#[command(name = "prove")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
struct Arguments {
    /// Run the small doses (the default)
    #[arg(long, conflicts_with = "full")]
    quick: bool,
    /// Run the doses that the promises are published with
    #[arg(long)]
    full: bool,
    /// Seed of the random cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Run this case alone, as it was in its dose
    #[arg(long, value_name = "NUMBER")]
    case: Option<u64>,
    /// Run suites again that have passed at this commit
    #[arg(long)]
    again: bool,
    /// Folder of the results
    #[arg(long, value_name = "FOLDER", default_value = ".local/prove")]
    records: PathBuf,
    /// Also write the table of all results to this file
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// Run the one suite in this process
    #[arg(long, hide = true)]
    alone: bool,
    /// The suites to run; all by default
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

impl Arguments {
    fn dose(&self, suite: &Suite) -> u64 {
        if self.full { suite.full } else { suite.quick }
    }

    fn suites(&self) -> Result<Vec<&'static Suite>, String> {
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

fn main() -> ExitCode {
    match prove(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the suites and returns true if all passed.
fn prove(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let suites = arguments.suites()?;
    let commit = machine::commit()?;
    let records = Records::open(&arguments.records)?;
    if arguments.alone || arguments.case.is_some() {
        return suites
            .iter()
            .try_fold(true, |passed, suite| Ok(run_alone(suite, arguments, &commit, &records)? && passed));
    }
    let mut ran = Vec::new();
    for suite in suites {
        ran.push(run_once(suite, arguments, &commit, &records)?);
    }
    let passed = ran.iter().all(Record::has_passed);
    println!("\n{}", evidence::table(&ran));
    if let Some(path) = &arguments.evidence {
        Evidence::collect(&records, &commit)?.write(path)?;
        eprintln!("{} is written", path.display());
    }
    Ok(passed)
}

/// Runs a suite in a separate process, unless it has already passed at this commit.
fn run_once(suite: &Suite, arguments: &Arguments, commit: &str, records: &Records) -> io::Result<Record> {
    let dose = arguments.dose(suite);
    let known = records.find(suite.name, dose)?.filter(|known| known.settles(commit, arguments.seed, dose));
    if let Some(record) = known.filter(|_| !arguments.again) {
        eprintln!("✓ {}: has passed at this commit", suite.name);
        return Ok(record);
    }
    records.delete(suite.name, dose)?;
    let begun = Instant::now();
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--alone").args(["--seed", &arguments.seed.to_string()]).arg("--records").arg(&arguments.records);
    if arguments.full {
        command.arg("--full");
    }
    let status = command.arg(suite.name).status()?;
    if let Some(record) = records.find(suite.name, dose)? {
        return Ok(record);
    }
    let worst = Worst(format!("the process ended with {status}"));
    let outcome = Outcome { worst, ..Outcome::default() };
    let died = Record::of(suite, &Dose::new(dose, arguments.seed), commit, outcome, begun.elapsed());
    eprintln!("✗ {}: {}", suite.name, died.worst.0);
    records.store(&died)?;
    Ok(died)
}
