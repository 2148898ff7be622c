//! Snapshot of a folder, to restore it if rebuilding it fails.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A copy of a folder next to it. Its files are hard links, which take no disk space: the build removes the folder instead of
/// changing its files.
#[derive(Debug)]
pub(super) struct Snapshot {
    folder: PathBuf,
    copy: PathBuf,
}

impl Snapshot {
    pub(super) fn new(folder: PathBuf) -> Result<Self> {
        let copy = folder.with_extension("before");
        remove(&copy)?;
        if folder.is_dir() {
            link(&folder, &copy).with_context(|| format!("cannot keep {}", folder.display()))?;
        }
        Ok(Self { folder, copy })
    }

    /// Replaces the folder by the snapshot.
    pub(super) fn restore(self) -> Result<()> {
        if !self.copy.is_dir() {
            return Ok(());
        }
        remove(&self.folder)?;
        fs::rename(&self.copy, &self.folder).with_context(|| format!("cannot put {} back", self.folder.display()))
    }

    /// Removes the snapshot.
    pub(super) fn discard(self) -> Result<()> {
        remove(&self.copy)
    }
}

fn link(folder: &Path, copy: &Path) -> Result<()> {
    fs::create_dir(copy)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let target = copy.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            link(&entry.path(), &target)?;
        } else {
            fs::hard_link(entry.path(), target)?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(folder: &tempfile::TempDir, page: &str) -> PathBuf {
        let site = folder.path().join("out");
        fs::create_dir_all(site.join("login")).unwrap();
        fs::write(site.join("login/index.html"), page).unwrap();
        site
    }

    fn page(folder: &tempfile::TempDir) -> String {
        fs::read_to_string(folder.path().join("out/login/index.html")).unwrap()
    }

    #[test]
    fn failed_build_restores_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = Snapshot::new(site(&folder, "old")).unwrap();
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        site(&folder, "half");
        snapshot.restore().unwrap();
        assert_eq!(page(&folder), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn successful_build_discards_the_snapshot() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = Snapshot::new(site(&folder, "old")).unwrap();
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        site(&folder, "new");
        snapshot.discard().unwrap();
        assert_eq!(page(&folder), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn missing_folder_is_not_restored() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = Snapshot::new(folder.path().join("out")).unwrap();
        site(&folder, "half");
        snapshot.restore().unwrap();
        assert_eq!(page(&folder), "half");
    }
}
