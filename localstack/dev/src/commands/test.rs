//! `cargo dev test`

mod runner;
mod systems;

use std::process::Command;

use anyhow::Result;

use super::budget::Budget;
use super::checks::{Checks, run as run_command};
use super::prepare::prepare_with;
use super::test_stack::on_test_stack;
use crate::cli::TestArguments;
use crate::console::{self, Console};
use crate::parts;
use crate::project::Project;
use crate::stack::environment::Variables;
use crate::stack::{Kind, Stack};

pub(super) fn run(project: &Project, arguments: &TestArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), Kind::Test);
    let mut checks = Checks::new(&stack);
    let budget = Budget::of(&stack)?;
    let closing = if arguments.through_nginx {
        run_through_nginx(&mut checks, &stack, arguments)
    } else if let Some(system) = &arguments.system {
        run_system(&mut checks, &stack, system, arguments.keep)
    } else {
        run_steps(&mut checks, &stack, arguments)
    };
    if arguments.through_nginx || arguments.system.is_some() {
        checks.print_times();
    } else {
        checks.print_times_beside(budget);
    }
    // the runner's own summary comes last, for readers of the last line alone
    console::line(closing?);
    Ok(())
}

/// Runs all steps and returns the test runner's summary line.
fn run_steps(checks: &mut Checks, stack: &Stack, arguments: &TestArguments) -> Result<String> {
    checks.format()?;
    checks.step("Parts, lints, programs and tests", |checks| {
        let console = checks.console();
        prepare_with(stack, console, || install_all(&stack.project, console))
    })?;
    checks.examples(&[])?;
    checks.dependencies()?;
    checks.template()?;
    checks.workflows()?;
    checks.scripts()?;
    checks.client()?;
    checks.app()?;
    checks.browser_types()?;
    checks.rules()?;
    checks.step("Tests of the local Qdrant server", |checks| run_command(checks.qdrant_cargo(&["test", "--quiet"])))?;
    on_test_stack(checks, stack, arguments.keep, |checks, variables| {
        let closing = checks.step("Tests", |checks| runner::run(tests(checks, stack, variables.clone())))?;
        checks.step("Browser tests", |checks| {
            let mut command = checks.browser("test");
            command.envs(variables).env("SISUIQ_TEST_CHROMIUM", parts::chromium(&stack.project));
            run_command(command)
        })?;
        Ok(closing)
    })
}

fn install_all(project: &Project, console: &Console) -> Result<()> {
    parts::install_for_checking(project, console)?;
    install_for_tests(project, console)?;
    parts::install_for_browsing(project, console)
}

/// Installs the programs that the tests of the workspace start.
fn install_for_tests(project: &Project, console: &Console) -> Result<()> {
    parts::install_for_testing(project, console)?;
    parts::install_for_containers(project, console)?;
    parts::install_for_watching(project, console)
}

/// Runs the tests of one system. It builds the whole workspace, because a part of it would need shared crates with other
/// features.
fn run_system(checks: &mut Checks, stack: &Stack, system: &str, keep: bool) -> Result<String> {
    let filter = systems::filter(&stack.project, system)?;
    checks.step("Parts, lints, programs and tests", |checks| {
        let console = checks.console();
        prepare_with(stack, console, || install_for_tests(&stack.project, console))
    })?;
    on_test_stack(checks, stack, keep, |checks, variables| {
        checks.step(&format!("Tests of {system}"), |checks| {
            let mut command = tests(checks, stack, variables);
            command.args(["--filterset", &filter]);
            runner::run(command)
        })
    })
}

/// Runs the tests of the API with each request passing through the containers' nginx.
fn run_through_nginx(checks: &mut Checks, stack: &Stack, arguments: &TestArguments) -> Result<String> {
    checks.step("Parts and programs", |checks| {
        let console = checks.console();
        prepare_with(stack, console, || install_for_tests(&stack.project, console))
    })?;
    on_test_stack(checks, stack, arguments.keep, |checks, variables| {
        checks.step("Tests of the API through nginx", |checks| {
            let mut command = runner::command(checks);
            command.args([
                "--filterset",
                "(package(platform) | package(copilot)) & test(/^(api|health|metrics|well_known)::/)",
            ]);
            command.envs(variables).env("SISUIQ_TEST_THROUGH_NGINX", parts::nginx(&stack.project));
            runner::run(command)
        })
    })
}

/// The test command of the workspace, with the variables that the tests read.
fn tests(checks: &Checks, stack: &Stack, variables: Variables) -> Command {
    let mut command = runner::command(checks);
    command.envs(variables).env("SISUIQ_TEST_NGINX", parts::nginx(&stack.project));
    command.env("SISUIQ_TEST_PROMETHEUS", parts::prometheus(&stack.project));
    command
}
