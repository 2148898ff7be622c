//! Runs of suites and their records.

use crate::{alone::run_alone, arguments::Arguments, evidence, evidence::Evidence, machine};
use prove::{
    Dose, Outcome, Suite, Worst,
    record::{Record, Records},
};
use std::{error::Error, io, process::Command, time::Instant};

/// Runs the suites and returns true if all passed.
pub(crate) fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
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
