//! Programs that check and test Rust code: cargo-deny, cargo-shear and cargo-nextest.

use anyhow::Result;

use super::{Installer, Part};
use crate::console::Step;

pub(super) const FOLDER: &str = "rust-tools";
const LIST: &str = "rust-tools.txt";

pub(super) fn part() -> Part {
    Part { title: "cargo-deny, cargo-shear and cargo-nextest", name: FOLDER, sources: vec![LIST], install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join(FOLDER), LIST, step)
}
