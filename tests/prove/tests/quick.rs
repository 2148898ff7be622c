//! All suites with their quick doses. `cargo dev prove --full` runs the doses whose results are published.
#![recursion_limit = "256"]
#![expect(clippy::expect_used, reason = "test code")]

use libtest_mimic::{Arguments, Failed, Trial};
use prove::suites::{ALL, OPTIONAL};
use prove::{Dose, Suite};
use std::process::ExitCode;
use tokio::runtime::Runtime;

/// Seed of these runs.
const SEED: u64 = 1;

fn main() -> ExitCode {
    let trials = ALL.iter().map(|suite| Trial::test(suite.name, move || prove(suite)));
    let optional = OPTIONAL.iter().map(|optional| {
        let trial = Trial::test(optional.suite.name, move || prove(&optional.suite));
        trial.with_kind(optional.needs).with_ignored_flag(!optional.is_possible())
    });
    libtest_mimic::run(&Arguments::from_args(), trials.chain(optional).collect()).exit_code()
}

fn prove(suite: &Suite) -> Result<(), Failed> {
    let runtime = Runtime::new().expect("a runtime can be made");
    let outcome = runtime.block_on((suite.run)(Dose::new(suite.quick, SEED)));
    if outcome.cases != suite.quick {
        return Err(format!("{} cases ran instead of {}", outcome.cases, suite.quick).into());
    }
    let failures: Vec<_> = outcome.failures.iter().map(ToString::to_string).collect();
    if failures.is_empty() {
        return Ok(());
    }
    Err(format!("{}\n{} of them:\n{}", suite.promise, failures.len(), failures.join("\n")).into())
}
