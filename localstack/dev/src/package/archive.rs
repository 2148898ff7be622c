//! Reproducible ZIP files: the same content gives the same bytes on every machine and at any time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const LEVEL: i64 = 9;
/// Permissions of every entry, because Lambda starts or loads them.
const EXECUTABLE: u32 = 0o755;

/// A file and its path in the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) source: PathBuf,
}

impl Entry {
    pub(super) fn new(name: impl Into<String>, source: impl Into<PathBuf>) -> Self {
        Self { name: name.into(), source: source.into() }
    }
}

/// All files below a folder, with their relative paths.
pub(super) fn entries_of(folder: &Path) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push((format!("{name}/"), entry.path()));
            } else {
                found.push(Entry::new(name, entry.path()));
            }
        }
    }
    Ok(found)
}

/// Writes an archive and returns the unpacked size. Entries are sorted by name, have no time, and all have the same
/// permissions, so that nothing but content depends on the machine.
pub(super) fn write(path: &Path, mut entries: Vec<Entry>) -> Result<u64> {
    entries.sort();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default())
        .unix_permissions(EXECUTABLE);
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut archive = ZipWriter::new(file);
    let mut size = 0;
    for Entry { name, source } in entries {
        let mut content = File::open(&source).with_context(|| format!("cannot read {}", source.display()))?;
        archive.start_file(name, options)?;
        size += io::copy(&mut content, &mut archive).with_context(|| format!("cannot pack {}", source.display()))?;
    }
    archive.finish()?;
    Ok(size)
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::unix::fs::PermissionsExt;
    use std::time::{Duration, UNIX_EPOCH};

    use zip::ZipArchive;

    use super::*;
    use crate::digest;

    /// Creates a program and a library with this age and these permissions.
    fn prepared(folder: &Path, age: Duration, rights: u32) -> Vec<Entry> {
        fs::create_dir_all(folder.join("lib")).unwrap();
        for (name, content) in [("bootstrap", b"program".repeat(5_000)), ("lib/a.so", b"library".repeat(9_000))] {
            let path = folder.join(name);
            fs::write(&path, content).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(rights)).unwrap();
            File::options().write(true).open(&path).unwrap().set_modified(UNIX_EPOCH + age).unwrap();
        }
        entries_of(folder).unwrap()
    }

    #[test]
    fn archives_are_reproducible() {
        let folder = tempfile::tempdir().unwrap();
        let first = prepared(&folder.path().join("first"), Duration::from_hours(500_000), 0o755);
        let mut second = prepared(&folder.path().join("second"), Duration::from_hours(400_000), 0o644);
        second.sort_by(|one, other| other.cmp(one));
        let [one, other] = [("one.zip", first), ("other.zip", second)].map(|(name, entries)| {
            let path = folder.path().join(name);
            assert_eq!(write(&path, entries).unwrap(), 98_000);
            digest::of_file(&path).unwrap()
        });
        assert_eq!(one, other);
    }

    #[test]
    fn other_content_makes_another_archive() {
        let folder = tempfile::tempdir().unwrap();
        let sums = ["one", "two"].map(|content| {
            let source = folder.path().join("bootstrap");
            fs::write(&source, content).unwrap();
            let path = folder.path().join("archive.zip");
            write(&path, vec![Entry::new("bootstrap", source)]).unwrap();
            digest::of_file(&path).unwrap()
        });
        assert_ne!(sums[0], sums[1]);
    }

    #[test]
    fn unpacked_program_is_executable() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive.zip");
        write(&path, prepared(&folder.path().join("files"), Duration::from_hours(500_000), 0o600)).unwrap();
        let mut archive = ZipArchive::new(File::open(path).unwrap()).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["bootstrap", "lib/a.so"]);
        let mut file = archive.by_name("bootstrap").unwrap();
        assert_eq!(file.unix_mode().unwrap() & 0o777, 0o755);
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        assert_eq!(content.len(), 35_000);
    }

    #[test]
    fn missing_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = vec![Entry::new("bootstrap", folder.path().join("bootstrap"))];
        let error = write(&folder.path().join("archive.zip"), missing).unwrap_err();
        assert!(error.to_string().contains("bootstrap"), "{error}");
    }
}
