//! `cargo dev up`

use anyhow::Result;

use super::prepare::prepare;
use super::supervise;
use crate::cli::{SuperviseArguments, UpArguments};
use crate::console::{self, Console};
use crate::parts;
use crate::stack::Stack;
use crate::stack::secrets::Secrets;
use crate::supervisor;

pub(super) fn run(stack: &Stack, arguments: &UpArguments) -> Result<()> {
    if let Some(state) = stack.state()?.filter(crate::stack::state::State::is_healthy) {
        console::note("it is running already; cargo dev down ends it");
        show_login(stack)?;
        console::line(state.base_url());
        return Ok(());
    }
    let console = Console::new();
    prepare(stack, &console)?;
    if arguments.observe {
        parts::install_for_watching(&stack.project, &console)?;
    }
    if arguments.detach {
        let state = supervise::detach(stack, &arguments.into())?;
        show_login(stack)?;
        if arguments.observe {
            console::note(format!("Prometheus is at {}", state.ports.prometheus_url()));
        }
        console::line(state.base_url());
        return Ok(());
    }
    let UpArguments { watch, observe, ports, .. } = arguments.clone();
    let options = supervisor::Options { watch, observe, ports, owner: None, shows_login: true };
    console.say("Ctrl-C ends everything; documents and secrets stay in .local");
    supervisor::run(stack, &options, &console)
}

/// Prints the login of the demo user, so that a new developer does not have to look it up.
fn show_login(stack: &Stack) -> Result<()> {
    console::note(Secrets::read(&stack.secrets_file())?.login());
    Ok(())
}

impl From<&UpArguments> for SuperviseArguments {
    fn from(arguments: &UpArguments) -> Self {
        let UpArguments { watch, observe, ports, .. } = arguments.clone();
        Self { watch, observe, ports, ..Self::default() }
    }
}
