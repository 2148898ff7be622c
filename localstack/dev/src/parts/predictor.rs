//! The Python that trains and measures severity models.

use std::path::PathBuf;

use anyhow::Result;

use super::{Installer, Part};
use crate::console::Step;
use crate::project::Project;

const FOLDER: &str = "predictor";
const LIST: &str = "../../seeds/accident_model/requirements.txt";

pub(super) fn part() -> Part {
    Part { title: "LightGBM", name: FOLDER, sources: vec![LIST], install }
}

/// The Python with its packages.
pub(super) fn program(project: &Project) -> PathBuf {
    project.parts().join(FOLDER).join("bin/python")
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join(FOLDER), LIST, step)
}
