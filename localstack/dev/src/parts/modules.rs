//! The npm modules of the web client, the web application and its tests, in the versions of their lock files.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::command::run_quietly;
use super::{Installer, node};
use crate::digest;

/// The stamp file in the modules' folder, so that it is removed together with the modules.
const STAMP: &str = ".installed";

/// Installs the modules of a folder with a `package-lock.json`, unless they are current.
pub(super) fn ensure(installer: &Installer<'_>, folder: &Path) -> Result<()> {
    let modules = folder.join("node_modules");
    let lock = digest::of_file(&folder.join("package-lock.json"))?;
    let stamp = modules.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    node::require()?;
    let name = folder.strip_prefix(installer.project.root()).unwrap_or(folder).display();
    let step = installer.console.step(format!("Installing the modules of {name}"));
    step.detail("downloading");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run_quietly(npm.current_dir(folder)).with_context(|| format!("cannot install the modules of {name}"))?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))?;
    step.done("");
    Ok(())
}
