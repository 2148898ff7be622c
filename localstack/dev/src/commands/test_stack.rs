//! The stack of the tests, for the duration of an action.

use anyhow::{Context, Result};

use super::checks::Checks;
use super::{down, supervise};
use crate::console;
use crate::stack::Stack;
use crate::stack::environment::{self, Variables};
use crate::stack::secrets::Secrets;
use crate::stack::state::State;

/// Runs an action on an empty test stack and stops the stack afterwards, unless `keep` is set.
pub(super) fn on_test_stack<T>(
    checks: &mut Checks,
    stack: &Stack,
    keep: bool,
    action: impl FnOnce(&mut Checks, Variables) -> Result<T>,
) -> Result<T> {
    let state = checks.step("Test stack", |_| supervise::start_empty(stack, keep))?;
    let result = variables(stack, &state).and_then(|variables| action(checks, variables));
    if keep {
        console::note(format!("the test stack goes on at {}", state.base_url()));
    } else {
        down::end(stack)?;
        stack.release_memory()?;
    }
    result
}

/// Addresses and credentials of a stack as variables for tests.
pub(super) fn variables(stack: &Stack, state: &State) -> Result<Variables> {
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
