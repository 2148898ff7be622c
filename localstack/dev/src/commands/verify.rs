//! `cargo dev verify`

use std::path::absolute;

use anyhow::Result;

use super::checks::{Checks, run as run_command};
use crate::cli::VerifyArguments;
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// Checks a record with a program that depends on no crate of the product but the form of records.
pub(super) fn run(project: &Project, arguments: &VerifyArguments) -> Result<()> {
    let checks = Checks::new(&Stack::new(project.clone(), Kind::Development));
    let mut command = checks.cargo(&["run", "--quiet", "--package", "provenance-verifier", "--"]);
    command.arg(absolute(&arguments.file)?).arg("--keys").arg(absolute(&arguments.keys)?);
    if arguments.json {
        command.arg("--json");
    }
    run_command(command)
}
