//! Preparation of a stack: installed parts, built programs and the built web application.

use std::thread;

use anyhow::{Result, anyhow};

use crate::console::Console;
use crate::stack::Stack;
use crate::{build, disk_space, parts};

/// Installs parts, and builds the programs and the web application.
pub(super) fn prepare(stack: &Stack, console: &Console) -> Result<()> {
    prepare_with(stack, console, || Ok(()))
}

/// Does the same, and lets `install_others` install further parts.
pub(super) fn prepare_with(
    stack: &Stack,
    console: &Console,
    install_others: impl FnOnce() -> Result<()> + Send,
) -> Result<()> {
    prepare_building(stack, console, install_others, || build::project(stack, console))
}

/// Does the same with the programs that `build_programs` builds. Downloads and builds run in parallel, because compiling the Qdrant
/// engine and linking leave processors idle for minutes.
pub(super) fn prepare_building(
    stack: &Stack,
    console: &Console,
    install_others: impl FnOnce() -> Result<()> + Send,
    build_programs: impl FnOnce() -> Result<()>,
) -> Result<()> {
    disk_space::warn_if_low(stack);
    thread::scope(|scope| {
        let installed = scope.spawn(|| {
            parts::install_for_running(&stack.project, console)?;
            // after the parts, because the web application is built with npm modules among them
            build::site(&stack.project, console)?;
            install_others()
        });
        let qdrant = scope.spawn(|| build::qdrant(stack, console));
        let built = build_programs();
        let qdrant = qdrant.join().map_err(|_| anyhow!("building the local Qdrant server broke off"))?;
        let installed =
            installed.join().map_err(|_| anyhow!("installing the parts and building the web application broke off"))?;
        installed.and(qdrant).and(built)
    })
}
