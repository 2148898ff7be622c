//! cargo-lambda and its linker.

use anyhow::Result;

use super::{Installer, Part};
use crate::console::Step;

pub(super) fn part() -> Part {
    Part { title: "cargo-lambda", name: "tools", sources: vec!["tools.txt"], install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join("tools"), "tools.txt", step)
}
