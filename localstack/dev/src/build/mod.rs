//! Builds with cargo, showing how far they are.

mod cargo;
mod kept;
mod progress;
mod site;

use std::env;

use anyhow::Result;

use crate::console::Console;
use crate::process_environment;
use crate::project::Project;
use crate::stack::{Kind, Stack};
pub(crate) use cargo::Cargo;
pub(crate) use site::site;

/// Builds functions, edge and bridge into the stack's target folder; for benchmarks what they measure, as released.
pub(crate) fn project(stack: &Stack, console: &Console) -> Result<()> {
    let name = match stack.kind {
        Kind::Development => "Functions, edge and bridge",
        Kind::Test => "Functions, edge and bridge of the tests",
        Kind::Bench => return released(stack, console),
    };
    Cargo::new(name, stack.project.root())
        .arguments(["build", "--workspace", "--bins", "--exclude", "dev", "--exclude", "bench"])
        .target_folder(stack.target_folder())
        .run(console)
}

/// Builds the functions, `server`, the bridge and the benchmarks, optimised. In one run: apart, each would ask other
/// features of shared crates, and all of them would be built twice.
fn released(stack: &Stack, console: &Console) -> Result<()> {
    let mut names = stack.project.functions()?;
    names.extend(["server", "bridge", "bench"].map(str::to_owned));
    Cargo::new("Optimised programs (the first time takes minutes)", stack.project.root())
        .arguments(["build", "--release", "--bins"])
        .arguments(names.into_iter().flat_map(|name| ["--package".to_owned(), name]))
        .target_folder(stack.target_folder())
        .run(console)
}

/// Builds the functions' packages for the processor they are deployed on.
pub(crate) fn packages(stack: &Stack, console: &Console) -> Result<()> {
    let project = &stack.project;
    // cargo finds the command there, and the command its linker
    let folders = [project.parts().join("tools/bin")].into_iter().chain(process_environment::search_path());
    let functions = project.functions()?;
    Cargo::new("Packages for arm64 (the first time takes minutes)", project.root())
        .arguments(["lambda", "build", "--release", "--arm64", "--output-format", "zip"])
        .arguments(functions.into_iter().flat_map(|name| ["--package".to_owned(), name]))
        .target_folder(stack.target_folder())
        .variable("PATH", env::join_paths(folders)?)
        .run(console)
}

/// Builds the local Qdrant server, in its own folder: cargo reads the settings of the folder it is started in.
pub(crate) fn qdrant(project: &Project, console: &Console) -> Result<()> {
    Cargo::new("Local Qdrant server (the first time takes minutes)", &project.qdrant())
        .arguments(["build", "--release", "--bin", "qdrant-local"])
        .run(console)
}
