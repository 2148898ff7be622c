//! `cargo dev sql`

use anyhow::{Context, Result};

use super::checks::{Checks, run as run_command};
use super::test_stack;
use crate::project::Project;
use crate::stack::state::State;
use crate::stack::{Kind, Stack};

/// Prepares the statements on the Postgres of a running stack, in a database created for this purpose.
pub(super) fn run(project: &Project) -> Result<()> {
    let (stack, state) = running(project)?.context("no stack runs; start one with cargo dev up --detach")?;
    let own = Stack::new(project.clone(), Kind::Development);
    let checks = Checks::new(&own);
    // the whole workspace, as the checks build it: this program alone would need shared crates with other features
    run_command(checks.cargo(&["build", "--quiet", "--workspace", "--bin", "sql"]))?;
    let mut command = checks.program(&own.binaries().join("sql"));
    command.envs(test_stack::variables(&stack, &state)?);
    run_command(command)
}

fn running(project: &Project) -> Result<Option<(Stack, State)>> {
    for kind in [Kind::Development, Kind::Test] {
        let stack = Stack::new(project.clone(), kind);
        if let Some(state) = stack.state()?.filter(State::is_healthy) {
            return Ok(Some((stack, state)));
        }
    }
    Ok(None)
}
