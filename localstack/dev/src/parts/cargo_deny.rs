//! cargo-deny, compiled once.

use anyhow::{Context, Result};

use super::{Installer, Part};
use crate::build::Cargo;
use crate::console::Step;

pub(super) const FOLDER: &str = "tools-rust";
const VERSION: &str = "0.20.2";

pub(super) fn part() -> Part {
    Part { title: "cargo-deny (compiles for minutes, once)", name: "cargo-deny-0.20.2", sources: Vec::new(), install }
}

fn install(installer: &Installer<'_>, _step: &mut Step) -> Result<()> {
    let parts = installer.project.parts();
    Cargo::new("Compiling cargo-deny", installer.project.root())
        .arguments(["install", "--locked", "--version", VERSION, "cargo-deny", "--root"])
        .arguments([parts.join(FOLDER)])
        .target_folder(parts.join("tools-rust-target"))
        .run(installer.console)?;
    // what it was compiled from is a gigabyte that nobody needs again
    let built = parts.join("tools-rust-target");
    if built.exists() {
        std::fs::remove_dir_all(&built).with_context(|| format!("cannot remove {}", built.display()))?;
    }
    Ok(())
}
