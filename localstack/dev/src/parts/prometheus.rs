//! Prometheus for the tests of its rules and for monitoring the stack: the installed one, or Debian's package.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::debian::Packages;
use super::{Installer, Part};
use crate::console::Step;
use crate::process_environment;
use crate::project::Project;

/// Environment variable with a folder of `prometheus` and `promtool`.
const VARIABLE: &str = "SISUIQ_TEST_PROMETHEUS";
const OF_THE_MACHINE: &str = "/usr/bin";
const FOLDER: &str = "prometheus";
/// The programs need no other library than the C library.
const PACKAGES: [&str; 1] = ["prometheus"];
const PROGRAM: &str = "usr/bin/prometheus";
const ADVICE: &str = "install prometheus, or name a folder that has it in SISUIQ_TEST_PROMETHEUS";

/// The folder in the variable, or of the installed programs.
fn installed() -> Option<PathBuf> {
    let has_both = |folder: &PathBuf| ["prometheus", "promtool"].iter().all(|name| folder.join(name).is_file());
    let named = process_environment::variable(VARIABLE).map(PathBuf::from);
    named.or_else(|| Some(PathBuf::from(OF_THE_MACHINE)).filter(has_both))
}

/// The folder of `prometheus` and `promtool`.
pub(super) fn programs(project: &Project) -> PathBuf {
    installed().unwrap_or_else(|| project.parts().join(FOLDER).join("usr/bin"))
}

/// Unpacks Debian's Prometheus unless one is installed.
pub(super) fn ensure(installer: &Installer<'_>) -> Result<()> {
    if installed().is_some() {
        return Ok(());
    }
    installer.ensure(&Part { title: "Prometheus", name: "prometheus", sources: vec![], install })
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    let packages = Packages { names: &PACKAGES, program: PROGRAM, folder: FOLDER, advice: ADVICE };
    packages.install(&installer.project.parts(), step, |_: &Path, _: &Path| Ok(()))
}
