//! Listing of a package's files with checksums and sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::architecture::Architecture;
use super::budget::{Budget, LAYER, MOST_UNPACKED};
use crate::console;
use crate::digest;

/// A ZIP file of a package.
#[derive(Debug, Clone, Serialize)]
pub(super) struct File {
    /// The name of the function, or of the layer.
    #[serde(skip)]
    pub(super) of: String,
    #[serde(skip)]
    pub(super) architecture: &'static str,
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) unpacked_bytes: u64,
    pub(super) budget_bytes: u64,
    pub(super) sha256: String,
}

impl File {
    /// Describes a written file.
    pub(super) fn new(
        package: &Path,
        (of, architecture): (&str, Architecture),
        path: String,
        unpacked_bytes: u64,
    ) -> Result<Self> {
        let file = package.join(&path);
        Ok(Self {
            of: of.to_owned(),
            architecture: architecture.name(),
            bytes: fs::metadata(&file).with_context(|| format!("cannot read {}", file.display()))?.len(),
            unpacked_bytes,
            budget_bytes: Budget::committed()?.of(of)?,
            sha256: digest::of_file(&file)?,
            path,
        })
    }
}

/// Writes and prints the listing.
pub(super) fn write(path: &Path, files: &[File]) -> Result<()> {
    let listing = serde_json::to_string_pretty(&BTreeMap::from([("files", files)]))?;
    fs::write(path, listing + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    for File { path, bytes, budget_bytes, sha256, .. } in files {
        console::line(format!("{sha256}  {path}  {bytes} of {budget_bytes} bytes"));
    }
    Ok(())
}

/// # Errors
/// A file exceeds its budget, or a function with its layer exceeds Lambda's limit.
pub(super) fn check(files: &[File]) -> Result<()> {
    let mut faults = Vec::new();
    for file in files {
        if file.bytes > file.budget_bytes {
            faults.push(format!("{} weighs {} bytes and may weigh {}", file.path, file.bytes, file.budget_bytes));
        }
        let layer = files.iter().find(|one| one.of == LAYER && one.architecture == file.architecture);
        let together = layer.map_or(0, |layer| layer.unpacked_bytes) + file.unpacked_bytes;
        if file.of != LAYER && together > MOST_UNPACKED {
            faults.push(format!(
                "{} with the layer is {together} bytes unpacked, and {MOST_UNPACKED} are the most",
                file.path
            ));
        }
    }
    if faults.is_empty() { Ok(()) } else { bail!("too heavy:\n{}", faults.join("\n")) }
}

/// Reads the listing of a package.
pub(super) fn read(path: &Path) -> Result<Listing> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no listing of a package", path.display()))
}

/// # Errors
/// The other package lacks a file or has different bytes in it, or has an additional file although `are_all` is set.
pub(super) fn compare(other: &Listing, files: &[File], are_all: bool) -> Result<()> {
    let found = |path: &str| other.files.iter().find(|listed| listed.path == path);
    let fault = |file: &File| match found(&file.path) {
        Some(listed) if listed.sha256 == file.sha256 => None,
        Some(listed) => Some(format!("{} is {} and was {}", file.path, file.sha256, listed.sha256)),
        None => Some(format!("{} was not there", file.path)),
    };
    let mut faults: Vec<_> = files.iter().filter_map(fault).collect();
    let is_gone = |listed: &&Listed| are_all && !files.iter().any(|file| file.path == listed.path);
    faults.extend(other.files.iter().filter(is_gone).map(|listed| format!("{} is not there", listed.path)));
    if faults.is_empty() {
        console::line(format!("{} files are the same as those of the other package", files.len()));
        return Ok(());
    }
    bail!("not the same:\n{}", faults.join("\n"))
}

#[derive(Debug, Deserialize)]
pub(super) struct Listing {
    files: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
struct Listed {
    path: String,
    sha256: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice;

    #[test]
    fn comparison_finds_every_difference() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("listing.json");
        assert!(read(&path).is_err());
        let auth = File { sha256: "aa".to_owned(), ..file("auth", 1, 1) };
        let both = [auth.clone(), file("chat", 1, 1)];
        write(&path, &both).unwrap();
        let other = read(&path).unwrap();
        assert!(compare(&other, &both, true).is_ok());
        assert!(compare(&other, slice::from_ref(&auth), false).is_ok(), "some are asked for");
        let fault = |files: &[File], are_all| compare(&other, files, are_all).unwrap_err().to_string();
        assert!(fault(slice::from_ref(&auth), true).contains("chat.zip is not there"));
        let changed = File { sha256: "bb".to_owned(), ..auth };
        assert!(fault(&[changed], false).contains("auth.zip is bb and was aa"));
        assert!(fault(&[file("health", 1, 1)], false).contains("health.zip was not there"));
    }

    fn file(of: &str, bytes: u64, unpacked_bytes: u64) -> File {
        let (path, sha256) = (format!("{of}.zip"), String::new());
        File { of: of.to_owned(), architecture: "arm64", path, bytes, unpacked_bytes, budget_bytes: 10, sha256 }
    }

    #[test]
    fn file_over_budget_is_named() {
        assert!(check(&[file("auth", 10, 20)]).is_ok());
        let error = check(&[file("auth", 10, 20), file("chat", 11, 20)]).unwrap_err().to_string();
        assert!(error.contains("chat.zip weighs 11 bytes and may weigh 10") && !error.contains("auth.zip"), "{error}");
    }

    #[test]
    fn function_and_layer_share_the_limit() {
        let layer = file(LAYER, 1, MOST_UNPACKED - 5);
        assert!(check(&[layer.clone(), file("auth", 1, 5)]).is_ok());
        let error = check(&[layer, file("auth", 1, 6)]).unwrap_err().to_string();
        assert!(error.contains("auth.zip with the layer"), "{error}");
    }
}
