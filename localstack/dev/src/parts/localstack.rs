//! `LocalStack` and, with it, the AWS library that the resource scripts use.

use anyhow::Result;

use super::python::Version;
use super::{Installer, Part};
use crate::console::Step;

pub(super) fn part(version: Version) -> Part {
    Part { title: "LocalStack", name: "localstack", sources: vec![list(version)], install }
}

/// The pinned list for a Python version. The newest `LocalStack` needs Python 3.13.
fn list(version: Version) -> &'static str {
    match version {
        Version::Python311 | Version::Python312 => "localstack-py311.txt",
        Version::Python313 => "localstack-py313.txt",
    }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    let folder = installer.project.parts().join("localstack");
    installer.make_venv(&folder, list(installer.python.version), step)
}
