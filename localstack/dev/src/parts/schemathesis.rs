//! Schemathesis, which generates requests from the API description.

use anyhow::Result;

use super::{Installer, Part};
use crate::console::Step;

const LIST: &str = "schemathesis.txt";

pub(super) fn part() -> Part {
    Part { title: "Schemathesis", name: "schemathesis", sources: vec![LIST], install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join("schemathesis"), LIST, step)
}
