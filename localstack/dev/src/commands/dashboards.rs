//! `cargo dev dashboards`

use anyhow::Result;

use super::checks::{Checks, run as run_command};
use crate::cli::DashboardsArguments;
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// Prints the generated files, or writes them below observability/. A separate program does it, because it depends on the
/// metrics of the product.
pub(super) fn run(project: &Project, arguments: &DashboardsArguments) -> Result<()> {
    let checks = Checks::new(&Stack::new(project.clone(), Kind::Development));
    let mut command = checks.cargo(&["run", "--quiet", "--package", "observe", "--", "--root"]);
    command.arg(project.root());
    if arguments.write {
        command.arg("--write");
    }
    run_command(command)
}
