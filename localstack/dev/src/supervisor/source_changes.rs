//! Detection of source changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

const FUNCTIONS: [&str; 4] = ["functions", "shared", "migrations", "seeds"];
/// Without the folders that the build itself writes.
const SITE: [&str; 3] = ["web/app/messages", "web/app/src", "web/client/src"];
const INTERVAL: Duration = Duration::from_secs(1);

/// Checks the modification times once a second. A change is reported after a check without further changes.
#[derive(Debug)]
pub(crate) struct SourceChanges {
    folders: Vec<PathBuf>,
    looked: Instant,
    known: SystemTime,
    pending: Option<SystemTime>,
}

impl SourceChanges {
    /// Watches the functions' sources below the project folder.
    pub(crate) fn of_functions(root: &Path) -> Self {
        Self::of(root, &FUNCTIONS)
    }

    /// Watches the web application's sources.
    pub(crate) fn of_site(root: &Path) -> Self {
        Self::of(root, &SITE)
    }

    fn of(root: &Path, names: &[&str]) -> Self {
        let folders: Vec<PathBuf> = names.iter().map(|name| root.join(name)).collect();
        let known = newest(&folders);
        Self { folders, looked: Instant::now(), known, pending: None }
    }

    /// Returns true once per burst of changes.
    pub(crate) fn came(&mut self) -> bool {
        if self.looked.elapsed() < INTERVAL {
            return false;
        }
        self.looked = Instant::now();
        self.settled(newest(&self.folders))
    }

    fn settled(&mut self, now: SystemTime) -> bool {
        if now <= self.known {
            return false;
        }
        if self.pending == Some(now) {
            self.known = now;
            self.pending = None;
            return true;
        }
        self.pending = Some(now);
        false
    }
}

/// The newest modification time below the folders. Folders count as well, so that removed files are detected.
fn newest(folders: &[PathBuf]) -> SystemTime {
    folders.iter().map(|folder| newest_below(folder)).max().unwrap_or(SystemTime::UNIX_EPOCH)
}

fn newest_below(path: &Path) -> SystemTime {
    // a file that was removed since the listing changes its folder's time
    let Ok(metadata) = fs::symlink_metadata(path) else { return SystemTime::UNIX_EPOCH };
    let own = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    if !metadata.is_dir() {
        return own;
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| newest_below(&entry.path())).fold(own, SystemTime::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn burst_of_changes_counts_once() {
        let mut changes = SourceChanges { folders: Vec::new(), looked: Instant::now(), known: at(10), pending: None };
        let seen: Vec<bool> = [10, 11, 12, 12, 12].into_iter().map(|time| changes.settled(at(time))).collect();
        assert_eq!(seen, [false, false, false, true, false]);
    }

    #[test]
    fn functions_and_site_are_watched_separately() {
        let folder = tempfile::tempdir().unwrap();
        for name in FUNCTIONS.iter().chain(&SITE) {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        let mut functions = SourceChanges::of_functions(folder.path());
        let mut site = SourceChanges::of_site(folder.path());
        let file = fs::File::create(folder.path().join("web/client/src/api.ts")).unwrap();
        file.set_modified(site.known + Duration::from_mins(1)).unwrap();
        let came = |changes: &mut SourceChanges| {
            let now = newest(&changes.folders);
            changes.settled(now) || changes.settled(now)
        };
        assert!(!came(&mut functions));
        assert!(came(&mut site));
        assert!(!came(&mut site));
    }
}
