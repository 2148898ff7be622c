//! `cargo dev test`

mod runner;

use anyhow::{Context, Result};

use super::checks::{Checks, run as run_command};
use super::prepare::prepare;
use super::{down, reset, supervise};
use crate::cli::{SuperviseArguments, TestArguments};
use crate::console::{self, Console};
use crate::parts;
use crate::project::Project;
use crate::stack::environment::{self, Variables};
use crate::stack::secrets::Secrets;
use crate::stack::state::State;
use crate::stack::{Kind, Stack};
use runner::Runner;

pub(super) fn run(project: &Project, arguments: &TestArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), Kind::Test);
    let mut checks = Checks::new(project, stack.target_folder());
    let closing = run_steps(&mut checks, &stack, arguments);
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
    checks.step("Linters and cargo-deny", |_| parts::install_for_checking(&stack.project, &console))?;
    checks.deny()?;
    checks.template()?;
    checks.step("Parts and programs", |_| prepare(stack, &console))?;
    checks.lint_qdrant()?;
    checks.step("Tests of the local Qdrant server", |checks| {
        run_command(checks.qdrant_cargo(&["test", "--release", "--quiet"]))
    })?;
    let state = checks.step("Test stack", |_| start(stack, arguments.keep))?;
    let result = checks.step("Tests", |checks| test(checks, stack, &state));
    if arguments.keep {
        console::note(format!("the test stack goes on at {}", state.base_url()));
    } else {
        down::end(stack)?;
    }
    result
}

/// Starts a test stack that has nothing in it. It ends with this command, however this command ends.
fn start(stack: &Stack, keep: bool) -> Result<State> {
    down::end(stack)?;
    reset::remove_data(stack)?;
    let owner = (!keep).then(std::process::id);
    supervise::detach(stack, &SuperviseArguments { test: true, owner, ..SuperviseArguments::default() })
}

fn test(checks: &Checks, stack: &Stack, state: &State) -> Result<String> {
    let runner = Runner::find();
    let mut command = checks.cargo(runner.arguments());
    command.envs(variables(stack, state)?);
    runner.run(command)
}

/// What the test crates are told about their stack.
fn variables(stack: &Stack, state: &State) -> Result<Variables> {
    let secrets = Secrets::read(&stack.secrets_file())?;
    let resources = state.resources.as_ref().context("the bucket does not exist")?;
    let values = [
        ("DATABASE_URL", secrets.superuser_url(&state.ports)),
        ("QDRANT_URL", state.ports.qdrant_url()),
        ("AWS_ENDPOINT_URL", state.ports.aws_endpoint_url()),
        ("URL", state.base_url()),
        ("FUNCTIONS_URL", state.ports.functions_url()),
        ("EMAIL", secrets.demo_user.email.clone()),
        ("PASSWORD", secrets.demo_user.password.clone()),
        ("PARTS", stack.project.parts().display().to_string()),
        ("BINARIES", stack.binaries().display().to_string()),
        ("DOCUMENTS_BUCKET", resources.bucket.clone()),
        ("INGEST_QUEUE_URL", resources.queue_url.clone()),
    ];
    let mut variables: Variables = values.map(|(name, value)| (format!("SISUIQ_TEST_{name}"), value)).into();
    variables.extend(environment::aws(&state.ports));
    Ok(variables)
}
