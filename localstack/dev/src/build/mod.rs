//! Builds with cargo and shows their progress.

mod cargo;
mod lints;
mod progress;
mod site;
mod snapshot;

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::console::Console;
use crate::process_environment;
use crate::stack::{Kind, Stack};
pub(crate) use cargo::Cargo;
pub(crate) use lints::lint;
pub(crate) use site::site;

/// All targets but benchmarks, of which there are none: cargo would build each library and program once more for them.
const TARGETS: [&str; 4] = ["--lib", "--bins", "--tests", "--examples"];

/// Builds the programs of a stack into its target folder.
pub(crate) fn project(stack: &Stack, console: &Console) -> Result<()> {
    match stack.kind {
        Kind::Development => running(stack, console),
        Kind::Test => checked(stack, console),
        Kind::Bench => released(stack, console, &stack.project.functions()?),
    }
}

/// Builds what the stack starts: functions, edge and bridge.
fn running(stack: &Stack, console: &Console) -> Result<()> {
    let mut names = stack.project.functions()?;
    names.extend(["edge", "bridge", "source-server"].map(str::to_owned));
    Cargo::new("Functions, edge and bridge", stack.project.root())
        .arguments(["build", "--bins"])
        .arguments(names.into_iter().flat_map(|name| ["--package".to_owned(), name]))
        .target_folder(stack.target_folder())
        .run(console)
}

/// Builds every program and every test, with lints. One run does both, because programs alone use other features of shared
/// crates than tests do, and a third of all crates would be built twice.
fn checked(stack: &Stack, console: &Console) -> Result<()> {
    Cargo::new("Programs and tests, with lints", stack.project.root())
        .arguments(["build", "--workspace", "--keep-going"])
        .arguments(TARGETS)
        .target_folder(stack.target_folder())
        .linting()
        .run(console)
}

/// Builds functions, `server`, the bridge and the benchmarks, optimised. One run does all, because each alone uses other features of
/// shared crates, and all of them would be built twice.
pub(crate) fn released(stack: &Stack, console: &Console, functions: &[impl AsRef<str>]) -> Result<()> {
    let names = functions.iter().map(AsRef::as_ref).chain(["server", "bridge", "bench"]);
    Cargo::new("Optimised programs (the first time takes minutes)", stack.project.root())
        .arguments(["build", "--release", "--bins"])
        .arguments(names.flat_map(|name| ["--package", name]))
        .target_folder(stack.target_folder())
        .run(console)
}

/// The examples that measure libraries.
const EXAMPLES: [&str; 4] = ["measure_trees", "measure_frames", "parity", "measure_names"];

/// Builds the examples that measure libraries, optimised.
pub(crate) fn measuring(stack: &Stack, console: &Console) -> Result<()> {
    Cargo::new("Examples that measure libraries", stack.project.root())
        .arguments(["build", "--release"])
        .arguments(
            ["sisuiq-trees", "sisuiq-frames", "sisuiq-screening"].into_iter().flat_map(|name| ["--package", name]),
        )
        .arguments(EXAMPLES.into_iter().flat_map(|name| ["--example", name]))
        .target_folder(stack.target_folder())
        .run(console)
}

/// Builds the functions' packages for the processor they are deployed on.
pub(crate) fn packages(stack: &Stack, console: &Console) -> Result<()> {
    let project = &stack.project;
    // cargo finds cargo-lambda there, and cargo-lambda its linker
    let folders = [project.parts().join("tools/bin")].into_iter().chain(process_environment::search_path());
    let functions = project.functions()?;
    Cargo::new("Packages for arm64 (the first time takes minutes)", project.root())
        .arguments(["lambda", "build", "--release", "--arm64", "--output-format", "zip"])
        .arguments(functions.into_iter().flat_map(|name| ["--package".to_owned(), name]))
        .target_folder(stack.target_folder())
        .variable("PATH", env::join_paths(folders)?)
        .run(console)
}

/// Builds the local Qdrant server, for the tests with its own tests and lints. Cargo starts in its folder, because it reads
/// the settings of the folder it is started in.
pub(crate) fn qdrant(stack: &Stack, console: &Console) -> Result<()> {
    let folder = stack.project.qdrant();
    let name = "Local Qdrant server (the first time takes minutes)";
    let cargo = match stack.kind {
        Kind::Development => Cargo::new(name, &folder).arguments(["build", "--bin", "qdrant-local"]),
        Kind::Bench => Cargo::new(name, &folder).arguments(["build", "--release", "--bin", "qdrant-local"]),
        Kind::Test => Cargo::new("Local Qdrant server and its tests, with lints", &folder)
            .arguments(["build", "--keep-going"])
            .arguments(TARGETS)
            .linting(),
    };
    cargo.target_folder(folder.join("target")).run(console)
}

/// The local Qdrant server of a stack: optimised for benchmarks alone, because that takes twice the time to build.
pub(crate) fn qdrant_program(stack: &Stack) -> PathBuf {
    let profile = match stack.kind {
        Kind::Development | Kind::Test => "debug",
        Kind::Bench => "release",
    };
    stack.project.qdrant().join("target").join(profile).join("qdrant-local")
}
