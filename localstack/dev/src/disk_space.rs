//! Free disk space, and disk usage of the project.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::console;
use crate::stack::Stack;

const GIGABYTE: f64 = 1e9;
/// The unit of `st_blocks` in bytes.
const BLOCK: f64 = 512.0;

/// Disk usage of parts, programs, tests and their data on a fresh machine.
const FROM_NOTHING: f64 = 12.0 * GIGABYTE;

/// Disk usage of a further build and run.
const AGAIN: f64 = 2.0 * GIGABYTE;

/// Warns if the free disk space may be too small. A full disk would cause an unclear error later.
pub(crate) fn warn_if_low(stack: &Stack) {
    let needed = if stack.target_folder().exists() { AGAIN } else { FROM_NOTHING };
    if let Some(free) = free(stack.project.root()).filter(|free| *free < needed) {
        let (folder, free, needed) = (stack.project.root().display(), free / GIGABYTE, needed / GIGABYTE);
        console::note(format!("only {free:.1} GB are free for {folder}; this may take up to {needed:.0} GB"));
    }
}

/// Free disk space for this user in bytes; None if the system does not report it.
pub(crate) fn free(folder: &Path) -> Option<f64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    Some((disk.f_bavail * disk.f_frsize) as f64)
}

/// Disk usage of a folder in bytes. Hard-linked files count once, unreadable files do not count.
pub(crate) fn used(folder: &Path) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let blocks = blocks(folder, &mut HashSet::new()) as f64;
    blocks * BLOCK
}

fn blocks(folder: &Path, seen: &mut HashSet<(u64, u64)>) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let blocks = entries.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        let is_new = metadata.nlink() == 1 || metadata.is_dir() || seen.insert((metadata.dev(), metadata.ino()));
        let below = if metadata.is_dir() { blocks(&entry.path(), seen) } else { 0 };
        Some(below + if is_new { metadata.blocks() } else { 0 })
    });
    blocks.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_links_count_once() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        let file = folder.path().join("below/a");
        fs::write(&file, vec![1; 1 << 20]).unwrap();
        let before = used(folder.path());
        fs::hard_link(&file, folder.path().join("b")).unwrap();
        let difference = (used(folder.path()) - before).abs();
        assert!(before >= 1e6 && difference < 1e5, "{before} {difference}");
    }

    #[test]
    fn missing_folder_has_no_free_space() {
        assert!(free(Path::new("/")).unwrap() > 0.0);
        assert_eq!(free(Path::new("/no/such/folder")), None);
    }
}
