//! `cargo dev rotate`

use anyhow::{Context, Result};

use crate::cli::RotateArguments;
use crate::console;
use crate::stack::{Stack, environment, state::State};
use crate::supervisor::scripts::Script;

pub(super) fn run(stack: &Stack, arguments: &RotateArguments) -> Result<()> {
    let state = stack.state()?.filter(State::is_healthy).context("the stack is not running; cargo dev up starts it")?;
    let name = arguments.secret.name();
    let (functions, file) = (state.ports.functions_url(), stack.secrets_file().display().to_string());
    let variables = environment::aws(&state.ports);
    let script = Script {
        name: "rotate.py",
        arguments: vec![name.to_owned(), functions, file],
        variables,
        input: String::new(),
    };
    script.run(&stack.project)?;
    console::line(format!("rotated: {name}"));
    Ok(())
}
