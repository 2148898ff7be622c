//! `cargo dev down`

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::console;
use crate::stack::Stack;
use crate::stack::state::Phase;
use crate::supervisor::end_leftovers;

/// Longer than the time that a supervisor gives its parts to end.
const TIMEOUT: Duration = Duration::from_secs(45);
const POLL: Duration = Duration::from_millis(50);

pub(super) fn run(stack: &Stack) -> Result<()> {
    let ran = end(stack)?;
    console::note(if ran {
        "everything has ended; documents and secrets stay in .local"
    } else {
        "nothing was running"
    });
    Ok(())
}

/// Stops a stack, even if its supervisor is dead. Returns whether anything was running.
pub(super) fn end(stack: &Stack) -> Result<bool> {
    let Some(state) = stack.state()? else { return Ok(false) };
    if !state.supervisor.is_alive() || state.phase == Phase::Stopped {
        return Ok(!end_leftovers(stack)?.is_empty());
    }
    let pid = i32::try_from(state.supervisor.pid).ok().and_then(Pid::from_raw).context("no process number")?;
    kill_process(pid, Signal::TERM).context("cannot end the supervisor; does another user own it?")?;
    let deadline = Instant::now() + TIMEOUT;
    while state.supervisor.is_alive() {
        if Instant::now() > deadline {
            kill_process(pid, Signal::KILL).context("cannot end the supervisor")?;
            sleep(POLL);
            end_leftovers(stack)?;
            bail!("the supervisor did not end in time and was killed, its parts with it");
        }
        sleep(POLL);
    }
    Ok(true)
}
