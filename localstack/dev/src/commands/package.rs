//! `cargo dev package`

use anyhow::Result;

use crate::cli::PackageArguments;
use crate::console::Console;
use crate::package;
use crate::project::Project;

/// Creates the package to deploy.
pub(super) fn run(project: &Project, arguments: &PackageArguments) -> Result<()> {
    package::make(project, arguments, &Console::new())
}
