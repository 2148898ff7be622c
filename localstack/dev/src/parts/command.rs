//! Commands whose output matters only when they fail.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process_environment::names_set_by_cargo_run;

/// Runs a command and returns its output.
///
/// # Errors
/// The command failed. The error contains the last lines of its output.
pub(crate) fn run_quietly(command: &mut Command) -> Result<String> {
    const KEPT_LINES: usize = 30;
    for name in names_set_by_cargo_run() {
        command.env_remove(name);
    }
    let program = command.get_program().display().to_string();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {program}"))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<&str> = said.lines().collect();
        let kept = lines.get(lines.len().saturating_sub(KEPT_LINES)..).unwrap_or_default();
        bail!("{program} failed ({}):\n{}", output.status, kept.join("\n"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
