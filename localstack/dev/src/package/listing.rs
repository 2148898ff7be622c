//! Listing of a package's files with checksums and sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::architecture::Architecture;
use super::budget::{Budget, MOST_UNPACKED};
use super::deployed::Deployed;
use crate::console;
use crate::digest;

/// A kind of ZIP file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Function,
    Layer,
}

/// A ZIP file of a package.
#[derive(Debug, Clone, Serialize)]
pub(super) struct File {
    #[serde(skip)]
    pub(super) kind: Kind,
    /// The name of the function or layer.
    #[serde(skip)]
    pub(super) name: String,
    /// Its processor; `None` for all.
    #[serde(skip)]
    pub(super) architecture: Option<Architecture>,
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) unpacked_bytes: u64,
    pub(super) budget_bytes: u64,
    pub(super) sha256: String,
}

impl File {
    /// Describes a written file.
    ///
    /// # Errors
    /// It cannot be read, or has no budget.
    pub(super) fn new(
        package: &Path,
        (kind, name, architecture): (Kind, &str, Option<Architecture>),
        path: String,
        unpacked_bytes: u64,
    ) -> Result<Self> {
        let file = package.join(&path);
        let budget = Budget::committed()?;
        Ok(Self {
            kind,
            name: name.to_owned(),
            architecture,
            bytes: fs::metadata(&file).with_context(|| format!("cannot read {}", file.display()))?.len(),
            unpacked_bytes,
            budget_bytes: match kind {
                Kind::Function => budget.function(name)?.file,
                Kind::Layer => budget.layer(name)?,
            },
            sha256: digest::of_file(&file)?,
            path,
        })
    }
}

/// Writes the listing and prints it, with the unpacked sizes of the functions.
pub(super) fn write(path: &Path, files: &[File], functions: &[Deployed]) -> Result<()> {
    let listing = serde_json::to_string_pretty(&BTreeMap::from([("files", files)]))?;
    fs::write(path, listing + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    for File { path, bytes, budget_bytes, sha256, .. } in files {
        console::line(format!("{sha256}  {path}  {bytes} of {budget_bytes} bytes"));
    }
    for function in functions {
        console::line(function.line());
    }
    Ok(())
}

/// # Errors
/// A file exceeds its budget, or a function with its layers exceeds its budget or Lambda's limit.
pub(super) fn check(files: &[File], functions: &[Deployed]) -> Result<()> {
    let mut faults = Vec::new();
    for File { path, bytes, budget_bytes, .. } in files {
        if bytes > budget_bytes {
            faults.push(format!("{path} weighs {bytes} bytes and may weigh {budget_bytes}"));
        }
    }
    for function in functions {
        if function.unpacked_bytes > function.budget_bytes.min(MOST_UNPACKED) {
            faults.push(function.line());
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
        write(&path, &both, &[]).unwrap();
        let other = read(&path).unwrap();
        assert!(compare(&other, &both, true).is_ok());
        assert!(compare(&other, slice::from_ref(&auth), false).is_ok(), "some are asked for");
        let fault = |files: &[File], are_all| compare(&other, files, are_all).unwrap_err().to_string();
        assert!(fault(slice::from_ref(&auth), true).contains("chat.zip is not there"));
        let changed = File { sha256: "bb".to_owned(), ..auth };
        assert!(fault(&[changed], false).contains("auth.zip is bb and was aa"));
        assert!(fault(&[file("health", 1, 1)], false).contains("health.zip was not there"));
    }

    fn file(name: &str, bytes: u64, unpacked_bytes: u64) -> File {
        let (path, sha256, architecture) = (format!("{name}.zip"), String::new(), Some(Architecture::Arm64));
        let (kind, name) = (Kind::Function, name.to_owned());
        File { kind, name, architecture, path, bytes, unpacked_bytes, budget_bytes: 10, sha256 }
    }

    fn function(name: &str, unpacked_bytes: u64, budget_bytes: u64) -> Deployed {
        let (function, architecture, layers) = (name.to_owned(), Architecture::Arm64, vec!["onnxruntime", "pdfium"]);
        Deployed { function, architecture, layers, unpacked_bytes, budget_bytes }
    }

    #[test]
    fn file_over_budget_is_named() {
        assert!(check(&[file("auth", 10, 20)], &[]).is_ok());
        let error = check(&[file("auth", 10, 20), file("chat", 11, 20)], &[]).unwrap_err().to_string();
        assert!(error.contains("chat.zip weighs 11 bytes and may weigh 10") && !error.contains("auth.zip"), "{error}");
    }

    #[test]
    fn function_over_unpacked_budget_is_named() {
        let small = function("auth", 5_000_000, 5_000_000);
        assert!(check(&[], slice::from_ref(&small)).is_ok());
        let error = check(&[], &[small, function("ingest", 5_000_001, 5_000_000)]).unwrap_err().to_string();
        let line = "ingest.arm64 with onnxruntime, pdfium: 5.1 MB unpacked, budget 5.0 MB, limit 262.1 MB";
        assert!(error.contains(line) && !error.contains("auth"), "{error}");
    }

    #[test]
    fn no_budget_lifts_the_limit() {
        assert!(check(&[], &[function("chat", MOST_UNPACKED, u64::MAX)]).is_ok());
        let error = check(&[], &[function("chat", MOST_UNPACKED + 1, u64::MAX)]).unwrap_err().to_string();
        assert!(error.contains("chat.arm64"), "{error}");
    }
}
