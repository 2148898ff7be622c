//! Processes that a killed supervisor left running.

use anyhow::Result;

use super::stop;
use crate::stack::Stack;
use crate::stack::state::Phase;

/// Stops recorded parts whose supervisor is dead. Returns the names of the parts that were still running.
pub(crate) fn end_leftovers(stack: &Stack) -> Result<Vec<String>> {
    let Some(mut state) = stack.state()? else { return Ok(Vec::new()) };
    if state.supervisor.is_alive() && state.phase != Phase::Stopped {
        return Ok(Vec::new());
    }
    let ended = stop::end_all(&state.parts);
    state.parts.clear();
    state.phase = Phase::Stopped;
    stack.save_state(&state)?;
    Ok(ended)
}
