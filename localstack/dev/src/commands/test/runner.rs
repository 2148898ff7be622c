//! cargo-nextest and its summary line.

use std::io::{BufRead, BufReader, Read};
use std::num::NonZero;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};

use crate::commands::checks::Checks;
use crate::console;

/// A run of the workspace's tests, which are built already. Half as many again as there are cores run at once, because each
/// test waits for the stores for a fifth of its time.
pub(super) fn command(checks: &Checks) -> Command {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut command = checks.nextest();
    command.args(["run", "--workspace", "--test-threads", &(cores + cores.div_ceil(2)).to_string()]);
    command
}

/// Runs the tests, shows their output and returns the summary line.
///
/// # Errors
/// A test failed, or the runner ended without a summary.
pub(super) fn run(mut command: Command) -> Result<String> {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("cannot start cargo-nextest")?;
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    let (from_output, from_errors) = thread::scope(|scope| {
        let errors = scope.spawn(|| pass_on(errors));
        (pass_on(output), errors.join())
    });
    let from_errors = from_errors.map_err(|_| anyhow!("reading the runner's output broke off"))??;
    let closing = from_output?.or(from_errors);
    let status = child.wait()?;
    if !status.success() {
        bail!("{}", closing.unwrap_or_else(|| format!("the tests ended with {status}")));
    }
    closing.context("the runner ended without a summary")
}

/// Prints lines as they arrive and returns the last summary line.
fn pass_on(output: Option<impl Read>) -> Result<Option<String>> {
    let mut closing = None;
    let Some(output) = output else { return Ok(closing) };
    // bytes instead of lines of text, because a test may print invalid UTF-8
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        console::note(&line);
        if closes(&line) {
            closing = Some(line);
        }
    }
    Ok(closing)
}

/// Returns whether this is a summary line.
fn closes(line: &str) -> bool {
    line.trim_start().starts_with("Summary [")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_closes_a_run() {
        assert!(closes("     Summary [   1.2s] 3 tests run: 3 passed, 0 skipped"));
        assert!(!closes("        PASS [   0.012s] dev tests::a"));
    }
}
