//! `cargo dev up`

use anyhow::Result;

use super::prepare::prepare;
use super::supervise;
use crate::cli::{SuperviseArguments, UpArguments};
use crate::console::{self, Console};
use crate::stack::Stack;
use crate::supervisor;

pub(super) fn run(stack: &Stack, arguments: &UpArguments) -> Result<()> {
    if let Some(state) = stack.state()?.filter(crate::stack::state::State::is_healthy) {
        console::note("it is running already; cargo dev down ends it");
        console::line(state.base_url());
        return Ok(());
    }
    let console = Console::new();
    prepare(stack, &console)?;
    if arguments.detach {
        let state = supervise::detach(stack, &arguments.into())?;
        console::line(state.base_url());
        return Ok(());
    }
    let options = supervisor::Options { watch: arguments.watch, ports: arguments.ports.clone(), owner: None };
    console.say("Ctrl-C ends everything; documents and secrets stay in .local");
    supervisor::run(stack, &options, &console)
}

impl From<&UpArguments> for SuperviseArguments {
    fn from(arguments: &UpArguments) -> Self {
        Self { watch: arguments.watch, ports: arguments.ports.clone(), ..Self::default() }
    }
}
