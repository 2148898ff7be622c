//! The template's linters: cfn-lint and the SAM command line.

use anyhow::Result;

use super::{Installer, Part};
use crate::console::Step;

pub(super) const FOLDER: &str = "lint";

pub(super) fn part() -> Part {
    Part { title: "the template's linters", name: "lint", sources: vec!["lint.txt"], install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join(FOLDER), "lint.txt", step)
}
