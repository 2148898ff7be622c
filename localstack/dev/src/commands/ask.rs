//! `cargo dev ask`

use anyhow::{Context, Result, bail};

use super::prepare::prepare;
use super::supervise;
use crate::ask::{Api, document_of, stream_answer};
use crate::cli::{AskArguments, SuperviseArguments};
use crate::console::Console;
use crate::stack::Stack;
use crate::stack::secrets::Secrets;
use crate::stack::state::State;

pub(super) fn run(stack: &Stack, arguments: &AskArguments) -> Result<()> {
    if !arguments.file.is_file() {
        bail!("there is no file {}", arguments.file.display());
    }
    let console = Console::new();
    let state = running(stack, &console)?;
    let secrets = Secrets::read(&stack.secrets_file())?;
    let user = &secrets.demo_user;
    let api = Api::log_in(&state.base_url(), &user.email, &user.password).context("cannot log in as the demo user")?;
    document_of(&api, &arguments.file, &console)?;
    stream_answer(&api, &arguments.question, &arguments.mode)
}

/// Returns the state of the stack, and starts it if it is not running.
fn running(stack: &Stack, console: &Console) -> Result<State> {
    if let Some(state) = stack.state()?.filter(State::is_healthy) {
        return Ok(state);
    }
    prepare(stack, console)?;
    supervise::detach(stack, &SuperviseArguments::default())
}
