//! `cargo dev check`

use anyhow::Result;

use super::checks::{Checks, run as run_command};
use crate::console;
use crate::stack::Stack;

/// Packages whose few unit tests are left to `cargo dev test`: every change of a function would link them again.
const SLOW_TO_BUILD: [&str; 3] = ["bench", "evaluation", "prove"];

pub(super) fn run(stack: &Stack) -> Result<()> {
    let mut checks = Checks::new(stack);
    checks.format()?;
    checks.lint()?;
    checks.documentation()?;
    checks.step("Unit tests", |checks| {
        let mut command = checks.cargo(&["test", "--workspace", "--lib", "--bins"]);
        command.args(SLOW_TO_BUILD.iter().flat_map(|name| ["--exclude", name]));
        run_command(command)
    })?;
    checks.examples(&SLOW_TO_BUILD)?;
    checks.print_times();
    console::line("all quick checks passed; cargo dev test runs the rest");
    Ok(())
}
