//! `cargo dev model`

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cli::ModelArguments;
use crate::console::{Console, note};
use crate::parts;
use crate::process_environment::names_kept_from_parts;
use crate::project::Project;
use crate::supervisor::health::port_is_open;

const NAME: &str = "smollm2-135m-instruct";
/// The model's maximum context in tokens: instructions, ten passages and an answer nearly fill it.
const CONTEXT: &str = "8192";

/// Installs the model's server and replaces this process by it.
pub(super) fn run(project: &Project, arguments: &ModelArguments) -> Result<()> {
    parts::install_language_model(project, &Console::new())?;
    let port = arguments.port;
    if port_is_open(port) {
        bail!("port {port} is taken by another program; --port names another one");
    }
    let (python, weights) = parts::language_model(project)?;
    let mut server = Command::new(&python);
    server.arg(project.part_sources().join("serve_model.py")).arg(weights).args([NAME, &port.to_string(), CONTEXT]);
    for name in names_kept_from_parts() {
        server.env_remove(name);
    }
    note(instructions(port));
    Err(server.exec()).with_context(|| format!("cannot start {}", python.display()))
}

/// Instructions for running the product with this model.
fn instructions(port: u16) -> String {
    format!(
        "{NAME} is being loaded, and answers until Ctrl-C. In another terminal:\n\n    \
         LLM_PROVIDER=openai OPENAI_BASE_URL=http://127.0.0.1:{port}/v1 OPENAI_CHAT_MODEL={NAME} cargo dev\n\n\
         It shows the way of a written answer. It is far too small to be right.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_name_each_setting() {
        let text = instructions(8797);
        for setting in
            ["LLM_PROVIDER=openai ", "OPENAI_BASE_URL=http://127.0.0.1:8797/v1 ", "OPENAI_CHAT_MODEL=smollm2-135m"]
        {
            assert!(text.contains(setting), "{setting}");
        }
    }
}
