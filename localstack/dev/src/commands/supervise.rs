//! Stacks that run in the background.

use std::fs::{File, OpenOptions};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use rustix::io::Errno;

use super::{down, reset};
use crate::cli::SuperviseArguments;
use crate::console::Console;
use crate::project::Project;
use crate::stack::Stack;
use crate::stack::state::State;
use crate::supervisor::identity::ProcessIdentity;
use crate::supervisor::{self, log_tail};

const LOG: &str = "supervisor";
const POLL: Duration = Duration::from_millis(100);
const SHOWN_LINES: usize = 40;

/// The body of the process that [`detach`] starts.
pub(super) fn run(project: &Project, arguments: &SuperviseArguments) -> Result<()> {
    let stack = Stack::new(project.clone(), arguments.kind);
    let owner = arguments.owner.and_then(ProcessIdentity::of);
    let SuperviseArguments { watch, observe, ref ports, .. } = *arguments;
    let options = supervisor::Options { watch, observe, ports: ports.clone(), owner, shows_login: false };
    leave_terminal()?;
    supervisor::run(&stack, &options, &Console::plain())
}

/// Starts a new session, so that closing the terminal does not end the process. A group leader cannot start one and does
/// not need one: it was not started in a terminal's foreground. The session id is not checked, because it can be missing
/// in a process namespace.
fn leave_terminal() -> Result<()> {
    match rustix::process::setsid() {
        Ok(_) | Err(Errno::PERM) => Ok(()),
        Err(error) => Err(error).context("cannot leave the terminal"),
    }
}

/// Starts an empty stack. It ends with this command, even if this command is killed, unless `keep` is set.
pub(super) fn start_empty(stack: &Stack, keep: bool) -> Result<State> {
    down::end(stack)?;
    reset::remove_data(stack)?;
    let owner = (!keep).then(std::process::id);
    detach(stack, &SuperviseArguments { owner, ..SuperviseArguments::default() })
}

/// Starts a supervisor in the background and waits until its stack is healthy.
pub(super) fn detach(stack: &Stack, arguments: &SuperviseArguments) -> Result<State> {
    stack.prepare()?;
    let console = Console::new();
    let step = console.step("Starting the parts");
    let mut child = spawn(stack, arguments)?;
    let identity = ProcessIdentity::of(child.id());
    loop {
        if let Some(status) = child.try_wait()? {
            let lines = log_tail::last_lines(&stack.log_of(LOG), SHOWN_LINES);
            bail!(
                "the stack did not start ({status}); its log is {}\n{}",
                stack.log_of(LOG).display(),
                lines.join("\n")
            );
        }
        if let Some(state) = stack.state()?.filter(|state| Some(state.supervisor) == identity && state.is_healthy()) {
            step.done("");
            return Ok(state);
        }
        if let Some(line) = log_tail::last_lines(&stack.log_of(LOG), 1).first() {
            step.detail(line);
        }
        sleep(POLL);
    }
}

fn spawn(stack: &Stack, arguments: &SuperviseArguments) -> Result<Child> {
    let path = stack.log_of(LOG);
    File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let log = OpenOptions::new().append(true).open(&path)?;
    let mut command = Command::new(std::env::current_exe().context("cannot find this program")?);
    command.arg("supervise").stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    if let Some(kind) = stack.kind.to_possible_value() {
        command.arg("--kind").arg(kind.get_name());
    }
    let switches = [("--watch", arguments.watch), ("--observe", arguments.observe)];
    command.args(switches.iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag));
    if let Some(owner) = arguments.owner {
        command.arg("--owner").arg(owner.to_string());
    }
    let ports = &arguments.ports;
    let flags = [
        ("--port", ports.port),
        ("--functions-port", ports.functions_port),
        ("--localstack-port", ports.localstack_port),
        ("--qdrant-port", ports.qdrant_port),
        ("--postgres-port", ports.postgres_port),
        ("--prometheus-port", ports.prometheus_port),
        ("--source-server-port", ports.source_server_port),
    ];
    for (flag, port) in flags {
        if let Some(port) = port {
            command.arg(flag).arg(port.to_string());
        }
    }
    command.spawn().context("cannot start the supervisor")
}
