//! `cargo dev test`

mod runner;

use anyhow::Result;

use super::checks::{Checks, run as run_command};
use super::prepare::prepare;
use super::test_stack::on_test_stack;
use crate::cli::TestArguments;
use crate::console::{self, Console};
use crate::parts;
use crate::project::Project;
use crate::stack::environment::Variables;
use crate::stack::{Kind, Stack};
use runner::Runner;

/// The modules of tests that ask the API, each named like the beginning of its paths.
const PATHS: [&str; 4] = ["api::", "health::", "metrics::", "well_known::"];

pub(super) fn run(project: &Project, arguments: &TestArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), Kind::Test);
    let mut checks = Checks::new(project, stack.target_folder());
    let steps = if arguments.through_nginx { run_through_nginx } else { run_steps };
    let closing = steps(&mut checks, &stack, arguments);
    checks.print_times();
    // whoever reads only the last line learns what the test runner itself said
    console::line(closing?);
    Ok(())
}

/// Runs everything; gives the runner's closing line.
fn run_steps(checks: &mut Checks, stack: &Stack, arguments: &TestArguments) -> Result<String> {
    let console = Console::new();
    checks.format()?;
    checks.lint()?;
    checks.step("Linters and the web's modules", |_| parts::install_for_checking(&stack.project, &console))?;
    checks.dependencies()?;
    checks.template()?;
    checks.workflows()?;
    checks.scripts()?;
    checks.client()?;
    checks.app()?;
    checks.browser_types()?;
    checks.step("Parts and programs", |_| {
        parts::install_for_testing(&stack.project, &console)?;
        parts::install_for_browsing(&stack.project, &console)?;
        parts::install_for_containers(&stack.project, &console)?;
        parts::install_for_watching(&stack.project, &console)?;
        prepare(stack, &console)
    })?;
    checks.rules()?;
    checks.lint_qdrant()?;
    checks.step("Tests of the local Qdrant server", |checks| {
        run_command(checks.qdrant_cargo(&["test", "--release", "--quiet"]))
    })?;
    on_test_stack(checks, stack, arguments.keep, |checks, variables| {
        let closing = checks.step("Tests", |checks| test(checks, stack, variables.clone()))?;
        checks.step("Browser tests", |checks| {
            let mut command = checks.browser("test");
            command.envs(variables).env("SISUIQ_TEST_CHROMIUM", parts::chromium(&stack.project));
            run_command(command)
        })?;
        Ok(closing)
    })
}

/// Runs the tests of the API as the containers serve it: each request goes through nginx.
fn run_through_nginx(checks: &mut Checks, stack: &Stack, arguments: &TestArguments) -> Result<String> {
    let console = Console::new();
    checks.step("Parts and programs", |_| {
        parts::install_for_containers(&stack.project, &console)?;
        prepare(stack, &console)
    })?;
    on_test_stack(checks, stack, arguments.keep, |checks, variables| {
        checks.step("Tests of the API through nginx", |checks| {
            let runner = Runner::find();
            let mut command = checks.cargo(&runner.arguments_of_systems(&PATHS));
            command.envs(variables).env("SISUIQ_TEST_THROUGH_NGINX", parts::nginx(&stack.project));
            runner.run(command)
        })
    })
}

fn test(checks: &Checks, stack: &Stack, variables: Variables) -> Result<String> {
    let runner = Runner::find();
    let mut command = checks.cargo(runner.arguments());
    command.envs(variables).env("SISUIQ_TEST_NGINX", parts::nginx(&stack.project));
    command.env("SISUIQ_TEST_PROMETHEUS", parts::prometheus(&stack.project));
    runner.run(command)
}
