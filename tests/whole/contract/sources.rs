//! The source files of the workspace.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The root of the workspace.
pub(super) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// All Rust files below a folder.
pub(super) fn sources(folder: &Path) -> Vec<PathBuf> {
    files_with(folder, "rs")
}

/// All files below a folder with a name extension.
pub(super) fn files_with(folder: &Path, wanted: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files_with(&path, wanted) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == wanted))
        .collect()
}
