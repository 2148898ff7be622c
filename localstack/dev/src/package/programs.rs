//! Reproducible builds of the functions' programs: the same source gives the same bytes.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::architecture::Architecture;
use crate::build::Cargo;
use crate::console::Console;
use crate::process_environment::{search_path, variable};
use crate::project::Project;
use crate::stack::{Kind, Stack};

/// `SOURCE_DATE_EPOCH` of the builds: 1980, the earliest time of a ZIP file.
const BEGINNING: &str = "315532800";

/// Builds functions for a processor into a folder, each as `NAME/bootstrap`. One run builds all, because each alone needs
/// other features of shared crates, which would be built again.
pub(super) fn build(
    project: &Project,
    architecture: Architecture,
    (names, folder): (&[String], &Path),
    console: &Console,
) -> Result<()> {
    let (target, cargo) = (target_folder(project), cargo_home()?);
    // cargo finds cargo-lambda there, and cargo-lambda its linker
    let folders = [project.parts().join("tools/bin")].into_iter().chain(search_path());
    let paths = paths(project.root(), &target, &cargo);
    let title = format!("Functions for {} (the first time takes minutes)", architecture.name());
    Cargo::new(&title, project.root())
        .arguments(["lambda", "build", "--release", architecture.flag(), "--locked", "--lambda-dir"])
        .arguments([folder])
        .arguments(names.iter().flat_map(|name| ["--package", name.as_str()]))
        .target_folder(target.clone())
        .variable("PATH", env::join_paths(folders)?)
        .variable("SOURCE_DATE_EPOCH", BEGINNING)
        .variable("CARGO_ENCODED_RUSTFLAGS", rust_flags(&paths))
        .variable("CFLAGS", c_flags(&paths))
        .run(console)
}

fn target_folder(project: &Project) -> PathBuf {
    let ordinary = Stack::new(project.clone(), Kind::Development).target_folder();
    variable("CARGO_TARGET_DIR").map_or(ordinary, PathBuf::from)
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = variable("CARGO_HOME") {
        return Ok(home.into());
    }
    let home = variable("HOME").context("neither CARGO_HOME nor HOME is set")?;
    Ok(Path::new(&home).join(".cargo"))
}

/// The folders of this machine and their replacements in programs. The last matching one applies.
fn paths<'a>(root: &'a Path, target: &'a Path, cargo: &'a Path) -> [(&'a Path, &'static str); 3] {
    [(root, "/source"), (target, "/target"), (cargo, "/cargo")]
}

fn rust_flags(paths: &[(&Path, &str)]) -> OsString {
    joined(paths, "--remap-path-prefix=", "\u{1f}")
}

fn c_flags(paths: &[(&Path, &str)]) -> OsString {
    joined(paths, "-ffile-prefix-map=", " ")
}

fn joined(paths: &[(&Path, &str)], flag: &str, between: &str) -> OsString {
    let mut all = OsString::new();
    for (path, instead) in paths {
        if !all.is_empty() {
            all.push(between);
        }
        all.push(flag);
        all.push(path);
        all.push("=");
        all.push(instead);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_contain_no_local_paths() {
        let paths = paths(Path::new("/home/a b"), Path::new("/home/a b/target"), Path::new("/home/.cargo"));
        let flags = rust_flags(&paths).into_string().unwrap();
        let flags: Vec<_> = flags.split('\u{1f}').collect();
        assert_eq!(flags[0], "--remap-path-prefix=/home/a b=/source");
        assert_eq!(flags[1], "--remap-path-prefix=/home/a b/target=/target", "after the folder that it is in");
        assert!(c_flags(&paths[2..]).into_string().unwrap().ends_with("-ffile-prefix-map=/home/.cargo=/cargo"));
    }
}
