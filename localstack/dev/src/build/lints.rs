//! Lints that run while the project's own crates are compiled.

use std::process::Command;

use super::Cargo;

/// Cargo compiles the crates of the workspace with clippy's driver, which is the compiler with more lints, and everything else
/// as usual. The results are normal programs and tests, so that nothing is compiled once for lints and again to run. Every
/// cargo command that shares a target folder needs the same variables, or cargo compiles the workspace again.
const VARIABLES: [(&str, &str); 2] = [("RUSTC_WORKSPACE_WRAPPER", "clippy-driver"), ("CLIPPY_ARGS", "-Dwarnings")];

impl Cargo {
    /// Fails on every warning of the compiler and of clippy.
    pub(super) fn linting(self) -> Self {
        VARIABLES.into_iter().fold(self, |cargo, (name, value)| cargo.variable(name, value))
    }
}

/// The same for a cargo command whose output the developer sees.
pub(crate) fn lint(command: &mut Command) -> &mut Command {
    command.envs(VARIABLES)
}
