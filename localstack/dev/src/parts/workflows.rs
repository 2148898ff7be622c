//! The linters of the workflows and of shell scripts: check-jsonschema, zizmor and `ShellCheck`.

use anyhow::Result;

use super::{Installer, Part};
use crate::console::Step;

pub(super) const FOLDER: &str = "workflows";
const LIST: &str = "workflows.txt";

pub(super) fn part() -> Part {
    Part { title: "the workflows' linters", name: "workflows", sources: vec![LIST], install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join(FOLDER), LIST, step)
}
