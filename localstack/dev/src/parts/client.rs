//! What checking the web client needs: the TypeScript compiler and what makes types of the API's description.

use std::process::Command;

use anyhow::Result;

use super::command::run_quietly;
use super::{Installer, Part, node};
use crate::console::Step;

pub(super) fn part() -> Part {
    let sources = vec!["../../web/client/package.json", "../../web/client/package-lock.json"];
    Part { title: "the web client's compiler", name: "client", sources, install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    node::require()?;
    step.detail("downloading");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run_quietly(npm.current_dir(installer.project.client()))?;
    Ok(())
}
