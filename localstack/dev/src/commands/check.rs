//! `cargo dev check`

use anyhow::Result;

use super::checks::{Checks, run as run_command};
use crate::console;
use crate::stack::Stack;

pub(super) fn run(stack: &Stack) -> Result<()> {
    let mut checks = Checks::new(stack);
    checks.format()?;
    checks.lint()?;
    checks.documentation()?;
    checks.step("Unit tests", |checks| run_command(checks.cargo(&["test", "--workspace", "--lib", "--bins"])))?;
    checks.print_times();
    console::line("all quick checks passed; cargo dev test runs the rest");
    Ok(())
}
