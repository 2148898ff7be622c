//! Python virtual environments.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::Installer;
use super::command::run_quietly;
use crate::console::Step;

impl Installer<'_> {
    /// Creates a new environment at `folder` with exactly the packages of a pinned list, each checked against its hashes.
    pub(super) fn make_venv(&self, folder: &Path, list: &str, step: &Step) -> Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        step.detail("preparing Python");
        run_quietly(Command::new(&self.python.program).args(["-m", "venv"]).arg(folder))?;
        step.detail("downloading packages");
        let mut install = Command::new(folder.join("bin/python"));
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]);
        install.args(["--require-hashes", "--no-deps", "--only-binary", ":all:", "--retries", "10"]);
        install.arg("-r").arg(self.project.part_sources().join(list));
        run_quietly(&mut install)?;
        Ok(())
    }
}
