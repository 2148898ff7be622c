//! `cargo dev prove`

mod fuzzed;

use anyhow::Result;

use super::checks::{Checks, run as run_command};
use super::prepare::prepare_with;
use super::test_stack::on_test_stack;
use crate::cli::ProveArguments;
use crate::parts;
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// The suite of fuzz tests.
const FUZZ: &str = "fuzz";

/// Runs the suites and records their results. Suites that passed at this commit are skipped.
pub(super) fn run(project: &Project, arguments: &ProveArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), Kind::Test);
    let mut checks = Checks::new(&stack);
    let console = checks.console().clone();
    checks.step("Parts and programs", |_| {
        prepare_with(&stack, &console, || parts::install_for_testing(project, &console))
    })?;
    let is_fuzzed = arguments.names.is_empty() || arguments.names.iter().any(|name| name == FUZZ);
    let fuzzed = is_fuzzed.then(|| checks.step("Programs that are fuzzed", fuzzed::build)).transpose()?;
    on_test_stack(&mut checks, &stack, arguments.keep, |checks, variables| {
        checks.step("Suites", |checks| {
            let mut command = checks.program(&stack.binaries().join("prove"));
            command.args(options(arguments)).envs(variables).env("SISUIQ_TEST_STATE", stack.state_file());
            command.envs(fuzzed.map(|programs| ("SISUIQ_TEST_FUZZED", programs)));
            command.arg("--records").arg(project.local().join("prove"));
            command.arg("--evidence").arg(project.evidence()).args(&arguments.names);
            run_command(command)
        })
    })
}

fn options(arguments: &ProveArguments) -> Vec<String> {
    let switches = [("--full", arguments.full), ("--again", arguments.again)];
    let switches = switches.into_iter().filter(|(_, is_on)| *is_on).map(|(name, _)| name.to_owned());
    let numbers = [("--seed", Some(arguments.seed)), ("--case", arguments.case)];
    let numbers = numbers.into_iter().filter_map(|(name, number)| Some([name.to_owned(), number?.to_string()]));
    switches.chain(numbers.flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_needs_seed_and_number() {
        let arguments = ProveArguments { full: true, seed: 7, case: Some(3), ..ProveArguments::default() };
        assert_eq!(options(&arguments), ["--full", "--seed", "7", "--case", "3"]);
        assert_eq!(options(&ProveArguments { seed: 1, ..ProveArguments::default() }), ["--seed", "1"]);
    }
}
