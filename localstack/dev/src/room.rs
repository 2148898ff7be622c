//! Whether the disk has room for what is about to be built.

use std::path::Path;

use crate::console;
use crate::stack::Stack;

const GIGABYTE: f64 = 1e9;

/// What parts, programs, tests and their data take on a fresh machine.
const FROM_NOTHING: f64 = 12.0 * GIGABYTE;

/// What another build and run take.
const AGAIN: f64 = 2.0 * GIGABYTE;

/// Says so when there may be too little: a full disk shows itself later, and as something else.
pub(crate) fn remark(stack: &Stack) {
    let needed = if stack.target_folder().exists() { AGAIN } else { FROM_NOTHING };
    if let Some(free) = free(stack.project.root()).filter(|free| *free < needed) {
        let (folder, free, needed) = (stack.project.root().display(), free / GIGABYTE, needed / GIGABYTE);
        console::note(format!("only {free:.1} GB are free for {folder}; this may take up to {needed:.0} GB"));
    }
}

/// Bytes that this user may still write there; none where the system does not tell.
fn free(folder: &Path) -> Option<f64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    Some((disk.f_bavail * disk.f_frsize) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_has_some_room_and_a_missing_folder_tells_nothing() {
        assert!(free(Path::new("/")).unwrap() > 0.0);
        assert_eq!(free(Path::new("/no/such/folder")), None);
    }
}
