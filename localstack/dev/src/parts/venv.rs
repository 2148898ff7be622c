//! Folders with Python packages.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::Installer;
use super::command::run_quietly;
use crate::console::Step;

/// Whether a list names everything that is to be installed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Dependencies {
    /// The list is complete and pip checks that.
    Checked,
    /// The list leaves out what the packages say they need and we do not use.
    AsListed,
}

impl Installer<'_> {
    /// Makes a fresh environment at `folder` with the packages of a pinned list, each checked against its hashes.
    pub(super) fn make_venv(&self, folder: &Path, list: &str, dependencies: Dependencies, step: &Step) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        step.detail("preparing Python");
        run_quietly(Command::new(&self.python.program).args(["-m", "venv"]).arg(folder))?;
        step.detail("downloading packages");
        let mut install = Command::new(folder.join("bin/python"));
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]);
        install.args(["--require-hashes", "--only-binary", ":all:", "--retries", "10"]);
        if matches!(dependencies, Dependencies::AsListed) {
            install.arg("--no-deps");
        }
        install.arg("-r").arg(self.project.part_sources().join(list));
        run_quietly(&mut install)?;
        Ok(())
    }
}
