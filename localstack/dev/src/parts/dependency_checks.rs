//! cargo-deny and cargo-machete, compiled once.

use anyhow::{Context, Result};

use super::{Installer, Part};
use crate::build::Cargo;
use crate::console::Step;

pub(super) const FOLDER: &str = "tools-rust";
const PROGRAMS: [(&str, &str); 2] = [("cargo-deny", "0.20.2"), ("cargo-machete", "0.9.2")];

pub(super) fn part() -> Part {
    Part {
        title: "cargo-deny and cargo-machete (compiles for minutes, once)",
        name: "cargo-deny-0.20.2-machete-0.9.2",
        sources: Vec::new(),
        install,
    }
}

fn install(installer: &Installer<'_>, _step: &mut Step) -> Result<()> {
    let parts = installer.project.parts();
    let built = parts.join("tools-rust-target");
    for (program, version) in PROGRAMS {
        Cargo::new(&format!("Compiling {program}"), installer.project.root())
            .arguments(["install", "--locked", "--version", version, program, "--root"])
            .arguments([parts.join(FOLDER)])
            .target_folder(built.clone())
            .run(installer.console)?;
    }
    // what they were compiled from is a gigabyte that nobody needs again
    if built.exists() {
        std::fs::remove_dir_all(&built).with_context(|| format!("cannot remove {}", built.display()))?;
    }
    Ok(())
}
